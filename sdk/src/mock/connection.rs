//! Connections that are dropped when they were just taken, or cut before or within an answer.

use super::state::State;
use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use std::{
    io::{self, IoSlice},
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// Takes connections, but for those that are to be dropped.
pub(super) struct Door {
    pub listener: TcpListener,
    pub state: Arc<State>,
}

impl Listener for Door {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            if !self.state.drops_connection() {
                // An answer leaves in one piece; where this fails it is slower and no more.
                let _ = stream.set_nodelay(true);
                return (Line { stream, switch: Switch::default() }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection with a switch.
pub(super) struct Line {
    stream: TcpStream,
    switch: Switch,
}

/// Cuts its connection: the next write or flush fails, and hyper then drops the connection with all it held back.
#[derive(Debug, Clone, Default)]
pub(super) struct Switch(Arc<AtomicU8>);

const CUT_WHEN_FLUSHED: u8 = 1;
const CUT: u8 = 2;

impl Switch {
    /// Nothing leaves any more.
    pub fn cut(&self) {
        self.0.store(CUT, Ordering::SeqCst);
    }

    /// What is written now still leaves: hyper flushes a connection only when all of that is out.
    pub fn cut_when_flushed(&self) {
        self.0.store(CUT_WHEN_FLUSHED, Ordering::SeqCst);
    }

    fn fail_from(&self, cut: u8) -> io::Result<()> {
        if self.0.load(Ordering::SeqCst) >= cut { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(()) }
    }
}

impl Connected<IncomingStream<'_, Door>> for Switch {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().switch.clone()
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.switch.fail_from(CUT)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.switch.fail_from(CUT)?;
        Pin::new(&mut self.stream).poll_write_vectored(context, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.switch.fail_from(CUT_WHEN_FLUSHED)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
