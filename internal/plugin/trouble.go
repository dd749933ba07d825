package plugin

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
)

// End tells what went wrong until now.
func (h *Host) End() (warnings, errors asset.Messages) {
	h.mu.Lock()
	defer h.mu.Unlock()
	errors = slices.Clone(h.errors)
	for _, command := range slices.Sorted(maps.Keys(h.missing)) {
		errors = append(errors, missing(command, h.missing[command]))
	}
	return slices.Clone(h.warnings), errors
}

// missing is the error about files whose packages the command installs.
func missing(command string, files []string) asset.Message {
	slices.Sort(files)
	text := "it needs a compiler that is not installed"
	switch more := len(files) - 3; {
	case more > 0:
		text += fmt.Sprintf(", as do %s, %s and %d more", files[1], files[2], more)
	case len(files) > 1:
		text += ", as does " + strings.Join(files[1:], ", and ")
	}
	return asset.Message{Text: text, File: files[0], Note: command}
}

// fail keeps an error, once.
func (h *Host) fail(f *node.Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m := f.Message(h.name)
	key := m.Text + "\x00" + m.File
	if p := h.process.Load(); p != nil && p.Ended() {
		key = "the process ended" // whatever else was asked
	}
	if !h.said[key] {
		h.said[key] = true
		h.errors = append(h.errors, m)
	}
}

func (h *Host) warn(list []node.Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range list {
		m := f.Message(h.name)
		if key := m.Text + "\x00" + m.File + fmt.Sprint(m.Line); !h.said[key] {
			h.said[key] = true
			h.warnings = append(h.warnings, m)
		}
	}
}

// name is how messages call a file: relative to the project, where it is inside.
func (h *Host) name(file string) string {
	return strings.ReplaceAll(pathname.Of(h.options.Dir, filepath.FromSlash(file)), "\x00", "")
}
