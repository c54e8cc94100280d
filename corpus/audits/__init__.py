"""Items of an audit: what was asked for, and what came of it, in all the layouts that they have."""
