package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"
)

// Server is what machines share. Names are SHA-256 hashes in hexadecimal. Its methods
// are called from several goroutines, return within a fraction of a second for each
// megabyte, whatever happens, and take what is not there for [fs.ErrNotExist].
type Server interface {
	Get(name string) ([]byte, error)
	Has(name string) (bool, error)
	Put(name string, data []byte) error
	Close() error
	String() string          // its address, without credentials
	Patience() time.Duration // how long it may take to answer
}

// senders is how many entries are on their way to the server at once, and patience
// how long Close waits for them.
const (
	senders  = 4
	patience = 5 * time.Second
)

// worth is how many times its patience a server may take more than what it gave took
// to make: further away it makes builds slower.
const worth = 5

var errWorth = errors.New("asking it takes longer than making what it has")

var errPatience = errors.New("it does not take what this build has made within " + patience.String())

// shared is the tier that machines share. What is written goes there while the build
// goes on. After the first failure it does nothing more. nil holds nothing.
type shared struct {
	server Server
	secret []byte
	writes bool
	off    atomic.Bool

	mu     sync.Mutex
	failed error
	spent  time.Duration // on waiting, less what making took
	state  map[string]state
	queue  []parcel
	wake   *sync.Cond
	closed bool
	until  time.Time // when it was closed, and patience after
	sent   sync.WaitGroup
}

// state is what is known of a name on the server.
type state int

const (
	unknown state = iota
	missing       // or not what it should be
	there         // or on its way
)

// parcel is an entry for the server.
type parcel struct {
	name string
	load func() (entry, bool)
	ask  bool // whether the server may have it
}

func newShared(server Server, secret []byte, writes bool) *shared {
	s := &shared{server: server, secret: secret, writes: writes, state: map[string]state{}}
	s.wake = sync.NewCond(&s.mu)
	if writes {
		for range senders {
			s.sent.Go(s.send)
		}
	}
	return s
}

// get reads and checks an entry.
func (s *shared) get(name string) (entry, bool) {
	if s == nil || s.off.Load() {
		return entry{}, false
	}
	began := time.Now()
	data, err := s.server.Get(name)
	took := time.Since(began)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.fail(err)
		return entry{}, false
	}
	e, wrong := decode(data, name, s.secret)
	found := there
	if err != nil || wrong != nil {
		e, found = entry{}, missing
	}
	s.mu.Lock()
	s.state[name] = found
	s.spent += took - e.cost
	spent := s.spent
	s.mu.Unlock()
	if spent > worth*s.server.Patience() {
		s.fail(errWorth)
	}
	return e, found == there
}

// put writes an entry, whatever the server has.
func (s *shared) put(name string, e entry) {
	if s == nil {
		return
	}
	s.mu.Lock()
	s.state[name] = missing
	s.mu.Unlock()
	s.offer(name, func() (entry, bool) { return e, true }, true)
}

// offer writes an entry that is found nearer, unless the server has it.
func (s *shared) offer(name string, load func() (entry, bool), wanted bool) {
	if s == nil || !wanted || !s.writes || s.off.Load() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.state[name]
	if before == there || s.closed {
		return
	}
	s.state[name] = there
	s.queue = append(s.queue, parcel{name, load, before == unknown})
	s.wake.Signal()
}

// send sends what is queued until the tier is closed.
func (s *shared) send() {
	for {
		s.mu.Lock()
		for len(s.queue) == 0 && !s.closed {
			s.wake.Wait()
		}
		if len(s.queue) == 0 {
			s.mu.Unlock()
			return
		}
		p := s.queue[0]
		s.queue = s.queue[1:]
		late := s.closed && time.Now().After(s.until)
		s.mu.Unlock()
		switch {
		case s.off.Load():
		case late:
			s.fail(errPatience)
		default:
			s.deliver(p)
		}
	}
}

func (s *shared) deliver(p parcel) {
	if p.ask {
		if has, err := s.server.Has(p.name); has || err != nil {
			s.fail(err)
			return
		}
	}
	if e, ok := p.load(); ok {
		s.fail(s.server.Put(p.name, e.encode(p.name, s.secret)))
	}
}

// fail switches the tier off where there is an error.
func (s *shared) fail(err error) {
	if err == nil || s.off.Swap(true) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = err
}

// close waits for what is on its way, and returns why the tier was switched off; nil
// where it was not.
func (s *shared) close() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	s.closed, s.until = true, time.Now().Add(patience)
	s.wake.Broadcast()
	s.mu.Unlock()
	s.sent.Wait()
	if err := s.server.Close(); err != nil {
		s.fail(fmt.Errorf("close: %w", err))
	}
	return s.failed
}
