package cache

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// Options say where and how much is kept. The zero value keeps in the default
// place.
type Options struct {
	// Memory is how much builds that follow each other in one process, as with --watch, keep in memory, 10MB by default.
	Memory asset.Size `json:"memory,omitempty"`
	// Disk is how much the entries on disk may hold together, 1GB by default. The least recently used go first.
	Disk asset.Size `json:"disk,omitempty"`
	// Directory holds the entries, by default node_modules/.cache/paintbox/build beside or above the project; without one nothing is kept on disk.
	Directory string `json:"directory,omitempty"`
	// Shared is the server that machines share, redis://host:6379/0 or https://host/path. It is only read unless PAINTBOX_CACHE_WRITE is set; credentials stand in PAINTBOX_CACHE_URL, in place of this.
	Shared string `json:"shared,omitempty"`
	// Namespace is part of every key, so that what others keep in the same place is not found.
	Namespace string `json:"namespace,omitempty"`
}

// Limit is how much the entries on disk may hold together.
func (o Options) Limit() asset.Size {
	if o.Disk > 0 {
		return o.Disk
	}
	return 1000 * asset.MB
}

// InMemory is how much is kept in memory.
func (o Options) InMemory() asset.Size {
	if o.Memory > 0 {
		return o.Memory
	}
	return 10 * asset.MB
}

// The environment variables that say what only one machine, or only CI, should do.
const (
	// Variable names a directory, or switches caching off where it is "off".
	Variable = "PAINTBOX_CACHE"
	// URLVariable is the server that machines share, with credentials; "off" for none.
	URLVariable = "PAINTBOX_CACHE_URL"
	// WriteVariable says that what is made here is written to that server.
	WriteVariable = "PAINTBOX_CACHE_WRITE"
	// TimeoutVariable is how long that server may take to answer, 200ms by default.
	TimeoutVariable = "PAINTBOX_CACHE_TIMEOUT"
	// SecretVariable is the secret with which entries of that server are signed.
	SecretVariable = "PAINTBOX_CACHE_SECRET"
)

// Schemes are those of servers that can be shared.
func Schemes() []string { return []string{"redis", "rediss", "http", "https"} }

// Check tells what is wrong with the options, as an [*asset.SettingError]; nil for
// nothing.
func (o Options) Check() error {
	if o.Shared == "" {
		return nil
	}
	u, err := url.Parse(o.Shared)
	switch {
	case err != nil || u.Host == "" || !slices.Contains(Schemes(), u.Scheme):
		return &asset.SettingError{Key: "cache.shared", Text: "not the address of a server", Note: `write it as "redis://host:6379/0" or "https://host/path"`}
	case u.User != nil:
		return &asset.SettingError{Key: "cache.shared", Text: "credentials do not belong in a file of the project", Note: "put the whole address into the environment variable " + URLVariable}
	}
	return nil
}

// Server is the address of the server that the options or the environment name; ""
// for none.
func (o Options) Server(environment map[string]string) string {
	switch address := strings.TrimSpace(environment[URLVariable]); {
	case environment[Variable] == "off" || address == "off":
		return ""
	case address != "":
		return address
	}
	return o.Shared
}

// MayWrite tells whether the environment lets a build write to the server.
func MayWrite(environment map[string]string) bool {
	return !slices.Contains([]string{"", "0", "false", "off", "no"}, strings.ToLower(strings.TrimSpace(environment[WriteVariable])))
}

// Timeout is how long the server may take to answer, where the environment says so in
// words that can be read; else the usual.
func Timeout(environment map[string]string, usual time.Duration) time.Duration {
	if d, err := time.ParseDuration(environment[TimeoutVariable]); err == nil && d > 0 {
		return d
	}
	return usual
}

// Directory is where a project's entries are: the one that the options or the
// environment name, else one in the nearest node_modules. It is "" where nothing is
// kept.
func Directory(project string, o Options, environment string) string {
	switch {
	case environment == "off":
		return ""
	case environment != "":
		return environment
	case o.Directory != "":
		return filepath.Join(project, filepath.FromSlash(o.Directory))
	}
	for dir := project; ; {
		modules := filepath.Join(dir, "node_modules")
		if info, err := os.Stat(modules); err == nil && info.IsDir() {
			return filepath.Join(modules, ".cache", "paintbox", "build")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
