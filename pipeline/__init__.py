"""Korean, Chinese and English documents in; one table of dated events out, with evidence and disagreements."""
