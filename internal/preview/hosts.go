package preview

import (
	"fmt"
	"net"
	"net/http"
	"strings"
)

// guard answers only requests that name this machine as people do: by an address,
// by localhost, or by a name that was allowed. A page of somebody else whose own
// name leads here (DNS rebinding) names that.
func guard(h http.Handler, allowed []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isAllowed(r.Host, allowed) {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		refuse(w, http.StatusForbidden, fmt.Sprintf("no answers for the host %q (allow it by --allow-host, if it is yours)", hostname(r.Host)))
	})
}

// isAllowed tells whether requests for a host are answered. A name that begins
// with a dot allows all below it.
func isAllowed(host string, allowed []string) bool {
	host = hostname(host)
	if host == "" || host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host) != nil {
		return true
	}
	for _, name := range allowed {
		name = strings.ToLower(name)
		if host == strings.TrimPrefix(name, ".") || strings.HasPrefix(name, ".") && strings.HasSuffix(host, name) {
			return true
		}
	}
	return false
}

// hostname is a Host header without port, brackets and the dot of the root.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	host, _, _ = strings.Cut(host, "%") // a zone
	return strings.ToLower(strings.TrimSuffix(host, "."))
}
