//! The hub's certificate: its own, made once, kept sealed with the hub. Devices know its
//! fingerprint from their enrolment code and trust nothing else, so no authority is asked and the
//! name in it means nothing.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
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

/// The hub's certificate; made when there is none yet, the same for all its processes.
pub async fn certificate(hub: &HubService) -> Result<Certificate> {
    if let (Some(der), Some(key)) = (hub.secret(CERTIFICATE).await?, hub.secret(KEY).await?) {
        return Ok(Certificate { der, key });
    }
    // The key first, and the certificate with the key that is kept, whoever made it: so the two
    // fit, of whatever processes they come.
    let fresh = KeyPair::generate().map_err(|_| HubFailure::NoRandom)?;
    let key = hub.secret_once(KEY, &fresh.serialize_der()).await?;
    let damaged = |_| HubFailure::Damaged { what: "key" };
    let pair = KeyPair::try_from(key.as_slice()).map_err(damaged)?;
    let made = CertificateParams::new(["songnuan-hub".to_owned()])
        .and_then(|params| params.self_signed(&pair))
        .map_err(damaged)?;
    let der = hub.secret_once(CERTIFICATE, made.der()).await?;
    Ok(Certificate { der, key })
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
