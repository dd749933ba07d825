package config

import (
	"bytes"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// source is the text that values come from. A flag's value is a text of its
// own, without a file.
type source struct {
	name string // the file's name for messages, or the flag: "--max-size", "" for arguments
	flag bool
	text []byte
}

// origin says where a key was set; the zero value is a default.
type origin struct {
	src source
	at  int // offset into the text
}

// message makes an error about a key at the place.
func (o origin) message(key, text, note string) asset.Message {
	if o.src.flag {
		return asset.Message{Text: prefix(o.src.name) + text, Note: note, Key: key}
	}
	m := asset.Message{Text: text, File: o.src.name, Note: note, Key: key}
	if o.src.text == nil {
		return m
	}
	at := min(o.at, len(o.src.text))
	m.Line = 1 + bytes.Count(o.src.text[:at], []byte("\n"))
	start := 1 + bytes.LastIndexByte(o.src.text[:at], '\n')
	line, _, _ := bytes.Cut(o.src.text[start:], []byte("\n"))
	m.Source = strings.ToValidUTF8(strings.TrimSuffix(string(line), "\r"), "\uFFFD")
	return m
}

func prefix(key string) string {
	if key == "" {
		return ""
	}
	return key + ": "
}
