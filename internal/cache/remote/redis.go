package remote

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/gomodule/redigo/redis"
)

// prefix stands before the names of all entries.
const prefix = "paintbox:"

type redisServer struct {
	pool     *redis.Pool
	name     string
	patience time.Duration
}

func openRedis(ctx context.Context, u *url.URL, patience time.Duration) *redisServer {
	s := &redisServer{name: public(u), patience: patience}
	s.pool = &redis.Pool{
		MaxActive: connections, MaxIdle: connections, Wait: true,
		Dial: func() (redis.Conn, error) {
			ctx, stop := context.WithTimeout(ctx, connecting(patience))
			defer stop()
			return redis.DialURLContext(ctx, u.String(), redis.DialReadTimeout(patience), redis.DialWriteTimeout(patience),
				redis.DialConnectTimeout(connecting(patience)), redis.DialTLSHandshakeTimeout(connecting(patience)))
		},
	}
	return s
}

// String is the server's address.
func (s *redisServer) String() string { return s.name }

// Patience is how long it may take to answer.
func (s *redisServer) Patience() time.Duration { return s.patience }

// Close closes all connections.
func (s *redisServer) Close() error { return s.pool.Close() }

// do sends one command.
func (s *redisServer) do(command string, args ...any) (any, error) {
	c := s.pool.Get()
	defer func() { _ = c.Close() }() // it goes back to the pool
	reply, err := c.Do(command, args...)
	return reply, plainly(err, s.patience)
}

// Get reads an entry in pieces, as one cannot be told how long it is before.
func (s *redisServer) Get(name string) ([]byte, error) {
	var data []byte
	for {
		part, err := redis.Bytes(s.do("GETRANGE", prefix+name, len(data), len(data)+piece-1))
		if wrong, ok := errors.AsType[redis.Error](err); ok && strings.HasPrefix(string(wrong), "WRONGTYPE") {
			return nil, fs.ErrNotExist // it is somebody else's, and is replaced
		}
		if err != nil {
			return nil, err
		}
		switch data = append(data, part...); {
		case len(data) == 0, len(data) > Most:
			return nil, fs.ErrNotExist
		case len(part) < piece:
			return data, nil
		}
	}
}

// Has tells whether there is an entry.
func (s *redisServer) Has(name string) (bool, error) {
	return redis.Bool(s.do("EXISTS", prefix+name))
}

// Put writes an entry. A large one is put together under another name, which goes by
// itself where that is not finished.
func (s *redisServer) Put(name string, data []byte) error {
	if len(data) > Most {
		return nil // it is made again
	}
	if len(data) <= piece {
		_, err := s.do("SET", prefix+name, data, "EX", int(Keeping.Seconds()))
		return err
	}
	part := prefix + "part:" + rand.Text()
	_, err := s.do("SET", part, data[:piece], "EX", int(time.Minute.Seconds()))
	for rest := data[piece:]; err == nil && len(rest) > 0; rest = rest[min(piece, len(rest)):] {
		_, err = s.do("APPEND", part, rest[:min(piece, len(rest))])
	}
	if err == nil {
		_, err = s.do("EXPIRE", part, int(Keeping.Seconds()))
	}
	if err == nil {
		_, err = s.do("RENAME", part, prefix+name)
	}
	return err
}
