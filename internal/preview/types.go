package preview

import (
	"mime"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// typeOf is the media type of a file by its extension.
func typeOf(name string) string {
	extension := strings.ToLower(path.Ext(name))
	if known, ok := webType(extension); ok {
		return known
	}
	if known := mime.TypeByExtension(extension); known != "" {
		return known
	}
	return "application/octet-stream"
}

// webType is the media type of what the web is made of, which is listed here
// because the system's own table differs from machine to machine.
func webType(extension string) (string, bool) {
	extension = strings.ToLower(extension)
	switch extension {
	case ".html", ".htm":
		return "text/html; charset=utf-8", true
	case ".js", ".mjs", ".cjs":
		return "text/javascript; charset=utf-8", true
	case ".css":
		return "text/css; charset=utf-8", true
	case ".json", ".map":
		return "application/json", true
	case ".webmanifest":
		return "application/manifest+json", true
	case ".txt", ".md":
		return "text/plain; charset=utf-8", true
	case ".xml":
		return "application/xml", true
	case ".wasm":
		return "application/wasm", true
	case ".svg":
		return "image/svg+xml", true
	case ".png", ".gif", ".webp", ".avif", ".apng", ".bmp":
		return "image/" + extension[1:], true
	case ".jpg", ".jpeg":
		return "image/jpeg", true
	case ".ico":
		return "image/x-icon", true
	case ".woff", ".woff2", ".ttf", ".otf":
		return "font/" + extension[1:], true
	case ".mp4", ".webm":
		return "video/" + extension[1:], true
	case ".mp3":
		return "audio/mpeg", true
	case ".wav", ".ogg", ".flac":
		return "audio/" + extension[1:], true
	case ".zip":
		return "application/zip", true
	case ".csv":
		return "text/csv; charset=utf-8", true
	case ".pdf":
		return "application/pdf", true
	}
	if _, c, is := coding.Sibling(extension); is && c.Media != "" {
		return c.Media, true
	}
	return "", false
}
