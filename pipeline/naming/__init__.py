"""Looking after names: adding them, checking the files, listing what no table knows, answering look-ups.

Input: names files of the user, the lexicon, the tables of a run. Output: rows, problems, candidates. Errors:
PipelineError ``bad-lexicon``, ``bad-name``. Limits: our own tables are never changed from here.
"""
