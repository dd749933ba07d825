package swgen_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/swgen"
)

const media = "/assets/sound-AAAAAAA5.wav"

// withSound is a visited application whose sound, served by a function, is stored.
func withSound(t *testing.T) (*site, *tab, []byte) {
	t.Helper()
	s := newSite(t)
	sound := silence(2000)
	build := application("/").With(file(strings.TrimPrefix(media, "/"), string(sound)))
	s.deploy(build, swgen.Options{})
	s.handle(media, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"one"`)
		w.Header().Set("Content-Type", "audio/wav")
		http.ServeContent(w, r, "sound.wav", time.Time{}, bytes.NewReader(sound))
	})
	p := visit(t, s)
	p.settleBelow(media)
	return s, p, sound
}

// silence is a WAV file of 8-bit samples.
func silence(samples int) []byte {
	var w bytes.Buffer
	io.WriteString(&w, "RIFF")
	binary.Write(&w, binary.LittleEndian, uint32(36+samples))
	io.WriteString(&w, "WAVEfmt ")
	binary.Write(&w, binary.LittleEndian, []uint32{16, 1 | 1<<16, 8000, 8000, 1 | 8<<16})
	io.WriteString(&w, "data")
	binary.Write(&w, binary.LittleEndian, uint32(samples))
	w.Write(bytes.Repeat([]byte{128}, samples))
	return w.Bytes()
}

func TestRangesOfStoredFiles(t *testing.T) {
	t.Parallel()
	s, p, sound := withSound(t)
	s.stop()
	n := len(sound)
	for _, tt := range []struct {
		header string
		status int
		ranges string // Content-Range
		length int
	}{
		{"bytes=0-0", 206, fmt.Sprintf("bytes 0-0/%d", n), 1},
		{"bytes=100-199", 206, fmt.Sprintf("bytes 100-199/%d", n), 100},
		{"bytes=0-", 206, fmt.Sprintf("bytes 0-%d/%d", n-1, n), n},
		{"bytes=2000-99999", 206, fmt.Sprintf("bytes 2000-%d/%d", n-1, n), n - 2000},
		{"bytes=-44", 206, fmt.Sprintf("bytes %d-%d/%d", n-44, n-1, n), 44},
		{"bytes=-99999", 206, fmt.Sprintf("bytes 0-%d/%d", n-1, n), n},
		{fmt.Sprintf("bytes=%d-", n), 416, fmt.Sprintf("bytes */%d", n), 0},
		{"bytes=-0", 416, fmt.Sprintf("bytes */%d", n), 0},
	} {
		got := p.getWith(media, fmt.Sprintf("{headers: {range: %q}}", tt.header))
		if got.Status != tt.status || got.Headers["content-range"] != tt.ranges || got.Size != tt.length || got.Headers["content-length"] != fmt.Sprint(tt.length) {
			t.Errorf("%s: %d, %q, %d bytes; want %d, %q, %d", tt.header, got.Status, got.Headers["content-range"], got.Size, tt.status, tt.ranges, tt.length)
		}
	}
}

func TestOtherRangesGoToTheNetwork(t *testing.T) {
	t.Parallel()
	s, p, _ := withSound(t)
	s.forget()
	for i, header := range []string{"bytes=0-1,4-5", "bytes=9-1", "lines=1-2"} {
		p.getWith(media, fmt.Sprintf("{headers: {range: %q}}", header))
		if n := len(s.requests(media)); n != i+1 {
			t.Errorf("%s: %d requests, want %d", header, n, i+1)
		}
	}
	p.getWith(media, `{headers: {range: 'bytes=0-9', 'if-range': '"two"'}}`) // the server knows which version it has
	if n := len(s.requests(media)); n != 4 {
		t.Errorf("If-Range: %d requests, want 4", n)
	}
	s.handle("/other.wav", with(text("audio/wav", "0123456789"), "Accept-Ranges", "bytes"))
	if got := p.getWith("/other.wav", "{headers: {range: 'bytes=0-1'}}"); got.Size != 10 || len(s.requests("/other.wav")) != 1 {
		t.Errorf("a range of what is not stored: %d bytes by %d requests", got.Size, len(s.requests("/other.wav")))
	}
}

func TestAudioPlaysOffline(t *testing.T) {
	t.Parallel()
	s, p, _ := withSound(t)
	s.stop()
	if got := eval[string](p, "pb.element('audio', {src: %q, preload: 'auto'})", media); got != "load" {
		t.Errorf("audio: %s", got)
	}
	p.eval(`(async () => {
		const sound = document.querySelector('audio');
		sound.currentTime = 0.2;
		await new Promise((resolve) => (sound.onseeked = resolve));
	})()`)
	if at := eval[float64](p, "document.querySelector('audio').currentTime"); at != 0.2 {
		t.Errorf("at %v after seeking to 0.2", at)
	}
}
