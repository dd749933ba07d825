package preview

import (
	"mime"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// typeOf is the media type of a file by its extension. What the web is made of
// is listed here, because the system's own table differs from machine to machine.
func typeOf(name string) string {
	extension := strings.ToLower(path.Ext(name))
	switch extension {
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".js", ".mjs", ".cjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt", ".md":
		return "text/plain; charset=utf-8"
	case ".xml":
		return "application/xml"
	case ".wasm":
		return "application/wasm"
	case ".svg":
		return "image/svg+xml"
	case ".png", ".gif", ".webp", ".avif", ".apng", ".bmp":
		return "image/" + extension[1:]
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".ico":
		return "image/x-icon"
	case ".woff", ".woff2", ".ttf", ".otf":
		return "font/" + extension[1:]
	case ".mp4", ".webm":
		return "video/" + extension[1:]
	case ".mp3":
		return "audio/mpeg"
	case ".wav", ".ogg", ".flac":
		return "audio/" + extension[1:]
	case ".pdf":
		return "application/pdf"
	}
	if _, c, is := coding.Sibling(extension); is && c.Media != "" {
		return c.Media
	}
	if known := mime.TypeByExtension(extension); known != "" {
		return known
	}
	return "application/octet-stream"
}
