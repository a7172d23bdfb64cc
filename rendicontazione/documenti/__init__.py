"""The PDFs people ask for: request, job, file with its fingerprint, verification."""
