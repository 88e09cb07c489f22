//! songnuan-app
