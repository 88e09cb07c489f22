//! songnuan-reports
