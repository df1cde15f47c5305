//! Addresses without a server: one where connections hang, and one where they are refused.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Socket, Type};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// A listener whose queue is full, so that the kernel drops every further SYN.
#[derive(Debug)]
pub(crate) struct FullBacklog {
    address: SocketAddr,
    _listener: Socket,
    _queued: Vec<TcpStream>,
}

impl FullBacklog {
    /// Listens with the shortest queue there is, and fills it.
    pub(crate) async fn start() -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket can be made");
        listener
            .bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())
            .expect("the loopback has a free port");
        listener.listen(0).expect("a bound socket can listen");
        let address = listener
            .local_addr()
            .ok()
            .and_then(|address| address.as_socket())
            .expect("a bound listener has an address");

        let mut queued = Vec::new();
        while let Ok(Ok(stream)) =
            tokio::time::timeout(Duration::from_millis(150), TcpStream::connect(address)).await
        {
            queued.push(stream);
        }
        Self {
            address,
            _listener: listener,
            _queued: queued,
        }
    }

    /// The address at which connections hang.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// A port that refuses connections, and that nobody else on the machine is given meanwhile.
#[derive(Debug)]
pub(crate) struct ClosedPort {
    address: SocketAddr,
    socket: TcpSocket,
}

impl ClosedPort {
    /// Takes a free port and does not listen on it.
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket can be made");
        socket
            .bind((Ipv4Addr::LOCALHOST, 0).into())
            .expect("the loopback has a free port");
        let address = socket.local_addr().expect("a bound socket has an address");
        Self { address, socket }
    }

    /// The address at which connections are refused.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of nobody.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on connections are accepted.
    pub(crate) fn listen(self) -> TcpListener {
        self.socket.listen(16).expect("a bound socket can listen")
    }
}
