"""Engine: official documents out, by GB/T 9704-2012, as .docx and as PDF."""
