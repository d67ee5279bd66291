"""From a text field of contacts to accounts: spellings, clusters, a review, and what is made of it."""
