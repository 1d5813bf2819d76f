"""This engine beside the usual ones: same content, same questions, one run."""
