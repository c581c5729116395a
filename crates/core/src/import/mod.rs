//! What is brought into a dossier from elsewhere: tables of metrics, and whole reports. What is not understood is
//! refused or asked about, with the reason; what is taken is right; nothing leaves without being named.

pub mod bundle;
pub mod files;
pub mod report;
pub mod round;
pub mod table;
