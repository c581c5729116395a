//! What the applicant wrote, and the file it travels in.
