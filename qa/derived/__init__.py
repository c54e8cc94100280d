"""What is computed over facts: sums, differences, changes, shares, ranks, counts."""
