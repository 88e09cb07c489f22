//! The hub's certificate: its own, made once, kept sealed with the hub. Devices know its
//! fingerprint from their enrolment code and trust nothing else, so no authority is asked and the
//! name in it means nothing.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

use crate::error::{HubFailure, Result};
use crate::service::HubService;

const CERTIFICATE: &str = "tls certificate";
const KEY: &str = "tls key";

/// A certificate with its key.
pub struct Certificate {
    der: Vec<u8>,
    key: Vec<u8>,
}

impl Certificate {
    /// SHA-256 of the certificate (DER), as the enrolment code carries it.
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }
}

/// The hub's certificate; made when there is none yet.
pub async fn certificate(hub: &HubService) -> Result<Certificate> {
    if let (Some(der), Some(key)) = (hub.secret(CERTIFICATE).await?, hub.secret(KEY).await?) {
        return Ok(Certificate { der, key });
    }
    let made = rcgen::generate_simple_self_signed(["songnuan-hub".to_owned()])
        .map_err(|_| HubFailure::NoRandom)?;
    let certificate = Certificate {
        der: made.cert.der().to_vec(),
        key: made.signing_key.serialize_der(),
    };
    // The key first: a certificate without one would never be made again.
    hub.keep_secret(KEY, &certificate.key).await?;
    hub.keep_secret(CERTIFICATE, &certificate.der).await?;
    Ok(certificate)
}

/// What TLS needs of it; no certificate is asked of devices, they sign their messages.
pub(super) fn config(certificate: &Certificate) -> Result<Arc<ServerConfig>> {
    let damaged = |_| HubFailure::Damaged {
        what: "certificate",
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(certificate.key.clone()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(damaged)?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.der.clone())], key)
        .map_err(damaged)?;
    Ok(Arc::new(config))
}
