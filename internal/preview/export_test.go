package preview

import "time"

// IdleAfter sets how long a connection without a request stays open, and returns
// how long that was before.
func (s *Server) IdleAfter(d time.Duration) time.Duration {
	before := s.server.IdleTimeout
	s.server.IdleTimeout = d
	return before
}
