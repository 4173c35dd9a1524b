//! TLS by feature: which library secures the connections, and which roots it trusts.

use crate::Error;
use core::fmt;
use reqwest::ClientBuilder;
#[cfg(feature = "rustls-ring")]
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, pem::PemObject},
};

/// What an `https://` request is told where nothing can secure it.
pub(super) const MISSING: &str =
    "https:// needs TLS: one of the features rustls, rustls-ring, native-tls, or an own transport (ClientBuilder::transport)";

/// TLS 的实现，各由一个特性带来；特性没开时，选用它的传输层建不成，错误会说明缺哪个特性。
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tls {
    /// 特性 `rustls`：rustls 与 aws-lc-rs，信任系统的根证书
    Rustls,
    /// 特性 `rustls-ring`：rustls 与 ring，信任编译进来的 Mozilla 根证书，适合没有证书的镜像
    RustlsRing,
    /// 特性 `native-tls`：系统自带的 TLS，信任系统的根证书
    NativeTls,
}

impl Tls {
    /// The default: the first that is compiled in.
    pub(super) fn first() -> Option<Self> {
        [Self::Rustls, Self::RustlsRing, Self::NativeTls].into_iter().find(|tls| tls.feature().1)
    }

    /// The feature that brings it, and whether that is on.
    fn feature(self) -> (&'static str, bool) {
        match self {
            Self::Rustls => ("rustls", cfg!(feature = "rustls")),
            Self::RustlsRing => ("rustls-ring", cfg!(feature = "rustls-ring")),
            Self::NativeTls => ("native-tls", cfg!(feature = "native-tls")),
        }
    }
}

/// Roots to trust beside those of the backend, as PEM. Not shown: a key may have come along by mistake.
#[derive(Clone, Default)]
pub(super) struct Roots(Vec<Vec<u8>>);

impl Roots {
    pub(super) fn push(&mut self, pem: &[u8]) {
        self.0.push(pem.to_owned());
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn certificates(&self) -> Result<Vec<reqwest::Certificate>, Error> {
        let mut all = Vec::new();
        for pem in &self.0 {
            let found = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| no_certificate())?;
            if found.is_empty() {
                return Err(no_certificate());
            }
            all.extend(found);
        }
        Ok(all)
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.len())
    }
}

/// Chooses the backend, always: what reqwest would choose depends on the features that other crates turn on.
pub(super) fn configure(builder: ClientBuilder, tls: Option<Tls>, roots: &Roots) -> Result<ClientBuilder, Error> {
    match tls.map(|tls| (tls, tls.feature())) {
        Some((tls, (feature, false))) => Err(Error::config(format!("Tls::{tls:?} needs the feature {feature}"))),
        #[cfg(feature = "rustls")]
        Some((Tls::Rustls, _)) => Ok(builder.tls_backend_rustls().tls_certs_merge(roots.certificates()?)),
        #[cfg(feature = "rustls-ring")]
        Some((Tls::RustlsRing, _)) => Ok(builder.tls_backend_preconfigured(bundled(roots)?)),
        #[cfg(feature = "native-tls")]
        Some((Tls::NativeTls, _)) => Ok(builder.tls_backend_native().tls_certs_merge(roots.certificates()?)),
        _ if roots.0.is_empty() => Ok(builder),
        _ => Err(Error::config("a root certificate needs one of the features rustls, rustls-ring, native-tls")),
    }
}

/// rustls with a provider of its own, so that none has to be installed for the whole process, and with roots of its own, so
/// that the system needs none.
#[cfg(feature = "rustls-ring")]
fn bundled(roots: &Roots) -> Result<ClientConfig, Error> {
    let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for pem in &roots.0 {
        let before = store.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let added = certificate.ok().and_then(|certificate| store.add(certificate).ok());
            added.ok_or_else(no_certificate)?;
        }
        if store.len() == before {
            return Err(no_certificate());
        }
    }
    let mut config = ClientConfig::builder_with_provider(default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config(format!("rustls could not be set up: {error}")))?
        .with_root_certificates(store)
        .with_no_client_auth();
    // reqwest names its protocols only in configurations that it makes itself.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
fn no_certificate() -> Error {
    Error::config("a root certificate is no certificate in PEM form")
}
