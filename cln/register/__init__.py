"""The register of ELC centres and schools: read from files, corrected, closed and merged."""
