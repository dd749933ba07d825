// Package servertest starts real servers that a cache can be shared on: Redis, nginx
// as Bazel's remote cache, and a network between that is slow, dies or lies. For tests
// only.
package servertest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a server on this machine.
type Server struct {
	Addr string // host:port
	Dir  string // where it keeps files

	process *exec.Cmd
	stop    sync.Once
}

// Redis starts a Redis with further arguments, such as --requirepass. It keeps
// nothing on disk. The caller stops it. Redis panics where that fails.
func Redis(arguments ...string) *Server {
	return start(func(addr, dir string) *exec.Cmd {
		host, port, err := net.SplitHostPort(addr)
		if err != nil {
			panic(err)
		}
		return exec.Command("redis-server", append([]string{"--bind", host, "--port", port, "--dir", dir, "--save", "", "--appendonly", "no"}, arguments...)...)
	}, "redis-server")
}

// Nginx starts an nginx that keeps what is put at /ac/ and /cas/ below any path. The
// caller stops it. Nginx panics where that fails.
func Nginx() *Server {
	return start(func(addr, dir string) *exec.Cmd {
		configuration := filepath.Join(dir, "nginx.conf")
		text := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log; events {}
http { access_log off; client_max_body_size 0; client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
server { listen %[2]s; root %[1]s/data; location / { dav_methods PUT DELETE; create_full_put_path on; } } }
`, dir, addr)
		if err := os.WriteFile(configuration, []byte(text), 0o600); err != nil {
			panic(err)
		}
		return exec.Command("nginx", "-c", configuration, "-e", filepath.Join(dir, "error.log"))
	}, "nginx-light")
}

// start starts a server and waits until it takes connections.
func start(command func(addr, dir string) *exec.Cmd, debian string) *Server {
	dir, err := os.MkdirTemp("", "server")
	if err != nil {
		panic(err)
	}
	s := &Server{Addr: free(), Dir: dir}
	s.process = command(s.Addr, dir)
	if err := s.process.Start(); err != nil {
		panic(fmt.Sprintf("%v (on Debian: apt-get install %s)", err, debian))
	}
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(10 * time.Millisecond) {
		if c, err := net.Dial("tcp", s.Addr); err == nil {
			_ = c.Close() // it was only asked whether it can be made
			return s
		}
	}
	s.Stop()
	panic(debian + " does not start")
}

// free is an address that nobody listens at.
func free() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer func() { _ = l.Close() }() // the server wants it
	return l.Addr().String()
}

// Stop ends the server at once, and removes what it has kept.
func (s *Server) Stop() {
	s.stop.Do(func() {
		_ = s.process.Process.Kill() // it may have ended
		_ = s.process.Wait()         // as it was killed
		_ = os.RemoveAll(s.Dir)      // what stays is in the system's directory for that
	})
}

// Network is a way to a server on which answers can be held back, or changed.
type Network struct {
	Addr string

	delay  atomic.Int64
	change atomic.Pointer[func([]byte) []byte]
	listen net.Listener
	ending sync.WaitGroup
	mu     sync.Mutex
	open   []net.Conn
}

// Between starts a way to a server. The caller stops it.
func Between(addr string) *Network {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	n := &Network{Addr: l.Addr().String(), listen: l}
	n.ending.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // it was stopped
			}
			to, err := net.Dial("tcp", addr)
			if err != nil {
				_ = c.Close() // the server has ended
				continue
			}
			n.mu.Lock()
			n.open = append(n.open, c, to)
			n.mu.Unlock()
			n.ending.Go(func() { n.carry(to, c, false) })
			n.ending.Go(func() { n.carry(c, to, true) })
		}
	})
	return n
}

// Delay holds every answer back from now on.
func (n *Network) Delay(d time.Duration) { n.delay.Store(int64(d)) }

// Change changes what is answered from now on.
func (n *Network) Change(change func([]byte) []byte) { n.change.Store(&change) }

// carry carries what comes from one end to the other.
func (n *Network) carry(to, from net.Conn, answers bool) {
	defer func() { _, _ = to.Close(), from.Close() }() // one of them has ended
	data := make([]byte, 64<<10)
	for {
		read, err := from.Read(data)
		part := data[:read]
		if answers {
			time.Sleep(time.Duration(n.delay.Load()))
			if change := n.change.Load(); change != nil {
				part = (*change)(part)
			}
		}
		if _, failed := to.Write(part); err != nil || failed != nil {
			return
		}
	}
}

// Stop ends the way, and with it all connections.
func (n *Network) Stop() {
	_ = n.listen.Close() // as it may be
	n.mu.Lock()
	for _, c := range n.open {
		_ = c.Close() // as it may be
	}
	n.mu.Unlock()
	n.ending.Wait()
}
