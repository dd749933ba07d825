package preview

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Limits of the server: a client that sends its headers slower than this, a
// connection without a request for so long, or a download that is still running
// so long after the server was told to stop, is cut off.
const (
	headerTimeout   = 10 * time.Second
	idleTimeout     = 30 * time.Second
	shutdownTimeout = 5 * time.Second
	maxHeader       = 32 << 10 // bytes
)

// Options say where a server listens.
type Options struct {
	// Host is the name or address to listen on; "" is loopback.
	Host string
	// Base is the path at which the page is; "" is "/".
	Base string
	// Port is the port to listen on; 0 takes a free one.
	Port int
	// HTTPS encrypts with a certificate made for this run and signed by nobody.
	HTTPS bool
	// AllowHosts are names by which requests may call this machine, beside Host,
	// localhost and addresses; ".example.com" allows all names below that one.
	AllowHosts []string
}

// Server is a handler that listens.
type Server struct {
	server   *http.Server
	listener net.Listener
	url      string
	unused   sync.Map // connections on which nothing has been asked yet
}

// Listen opens the port. The caller calls Serve.
func Listen(ctx context.Context, h http.Handler, opts Options) (*Server, error) {
	host := opts.Host
	if host == "" {
		host = "localhost"
	}
	address := net.JoinHostPort(host, strconv.Itoa(opts.Port))
	if opts.Host == "" {
		address = net.JoinHostPort("127.0.0.1", strconv.Itoa(opts.Port))
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	s := &Server{listener: listener}
	s.server = &http.Server{
		Handler: guard(h, append([]string{host}, opts.AllowHosts...)), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ConnState: s.note, ConnContext: withConn,
	}
	s.server.RegisterOnShutdown(s.closeUnused)
	scheme := "http"
	if opts.HTTPS {
		scheme = "https"
		certificate, err := selfSigned(host, time.Now())
		if err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		s.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s.url = scheme + "://" + net.JoinHostPort(host, port) + cmp.Or(opts.Base, "/")
	return s, nil
}

// URL is the address of the build's page.
func (s *Server) URL() string { return s.url }

// note keeps account of the connections on which nothing has been asked yet, as
// browsers open them ahead of need.
func (s *Server) note(c net.Conn, state http.ConnState) {
	if state == http.StateNew {
		s.unused.Store(c, nil)
	} else {
		s.unused.Delete(c)
	}
}

// closeUnused closes those connections: nobody waits for an answer on them.
func (s *Server) closeUnused() {
	for c := range s.unused.Range {
		_ = c.(net.Conn).Close() // nothing was asked
	}
}

// Serve answers requests until ctx ends; then it closes connections without a request,
// finishes the answers that are under way and returns nil. It returns an error if the server stops for any
// other reason.
func (s *Server) Serve(ctx context.Context) error {
	stopped := make(chan error, 1)
	go func() {
		if s.server.TLSConfig != nil {
			stopped <- s.server.ServeTLS(s.listener, "", "")
			return
		}
		stopped <- s.server.Serve(conns{s.listener})
	}()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	err := s.server.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
	}
	<-stopped //nolint:errcheck // http.ErrServerClosed
	return err
}

// selfSigned makes a certificate for a host and for loopback, valid for a month.
func selfSigned(host string, now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: host},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.AddDate(0, 1, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = append(template.IPAddresses, ip)
	} else if host != "localhost" {
		template.DNSNames = append(template.DNSNames, host)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}
