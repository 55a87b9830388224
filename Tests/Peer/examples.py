"""Judges the example messages of Tests/Examples (see the README there)."""
def judge_all(folder):
    return 0, []
