"""An HTML page and its pictures: no scripts, nothing fetched. What the figures are, the rooms say."""
