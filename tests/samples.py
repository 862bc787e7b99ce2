"""Small files of other formats, made on the spot: DOCX, HWPX, PDF, ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
_CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="urn:core"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP container of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(paragraphs: Sequence[str], title: str = "", body: str = "") -> bytes:
    """A DOCX file; ``body`` is more XML behind the paragraphs."""
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>' for one in paragraphs)
    core = f"<cp:coreProperties {_CORE}><dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    return zipped(
        {
            "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body>{lines}{body}</w:body></w:document>',
            "docProps/core.xml": core,
        }
    )


def hwpx(sections: Sequence[Sequence[str]], body: str = "") -> bytes:
    """An HWPX file; ``body`` is more XML behind the paragraphs of the last section."""
    parts = {"mimetype": "application/hwp+zip", "Contents/content.hpf": "<opf><title>제목</title></opf>"}
    for number, paragraphs in enumerate(sections):
        lines = "".join(f"<hp:p><hp:run><hp:t>{escape(one)}</hp:t></hp:run></hp:p>" for one in paragraphs)
        more = body if number == len(sections) - 1 else ""
        parts[f"Contents/section{number}.xml"] = f"<hs:sec {_HP}>{lines}{more}</hs:sec>"
    return zipped(parts)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of Latin text: pages of lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({one.replace('(', '').replace(')', '')}) Tj" for one in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
