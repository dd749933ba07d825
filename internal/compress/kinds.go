package compress

import (
	"path"
	"strings"
	"unicode/utf8"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// compressible tells whether a file is worth encoding. Formats that compress
// themselves are not, and neither are source maps: only developer tools ask
// for them, and they are as large as the program; nor are notices, which hardly
// anyone asks for. A format not listed here is
// worth it when it is text.
func compressible(f asset.File) bool {
	if _, _, is := coding.Sibling(strings.ToLower(f.Path)); is || f.Notice {
		return false
	}
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".map",
		".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".heic", ".jxl",
		".woff", ".woff2",
		".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac",
		".mp4", ".m4v", ".mov", ".webm", ".ogv", ".avi", ".mkv",
		".zip", ".7z", ".xz", ".bz2", ".tgz", ".rar", ".jar",
		".docx", ".xlsx", ".pptx", ".pdf":
		return false
	case ".html", ".htm", ".js", ".mjs", ".cjs", ".css", ".json", ".webmanifest",
		".svg", ".xml", ".txt", ".md", ".csv", ".tsv",
		".wasm", ".ttf", ".otf", ".eot", ".ico", ".bmp", ".cur",
		".glb", ".gltf", ".bin", ".dat", ".wav", ".hdr":
		return true
	}
	return utf8.Valid(f.Data)
}
