"""The review screen: people look at the tables of a run and decide; the next run honours what they decided.

Last of all: no stage imports it. Input: the tables of a run and the log of decisions. Output: pages on this machine
alone, and lines appended to the log.
"""
