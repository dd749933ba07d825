package coding

import (
	"bytes"
	"context"
	"debug/elf"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zstdWindow is the largest window in bytes that browsers accept (RFC 9659).
const zstdWindow = 8 << 20

// zstdEncoder makes an encoder that declares the size of the content. It works
// in the caller's goroutine, so that its output depends on the data alone.
func zstdEncoder(level zstd.EncoderLevel) func(context.Context, []byte) ([]byte, error) {
	var w *zstd.Encoder
	var out bytes.Buffer
	return func(ctx context.Context, data []byte) ([]byte, error) {
		out.Reset()
		if w == nil {
			w = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithWindowSize(zstdWindow), zstd.WithEncoderConcurrency(1)))
		}
		w.ResetContentSize(&out, int64(len(data)))
		if err := writeAll(ctx, w, data); err != nil {
			return nil, err
		}
		return bytes.Clone(out.Bytes()), nil
	}
}

// zstdDecode decodes by the standard library, whose decoder (internal/zstd,
// RFC 8878, no window above 8 MiB) knows nothing of klauspost's. Programs reach
// it through one door only: the compressed sections of ELF files. So the frame
// becomes the section of a file that holds nothing else.
func zstdDecode(src io.Reader) (io.Reader, error) {
	frame, err := io.ReadAll(src)
	if err != nil {
		return nil, err
	}
	var (
		header   = elf.Header64{Type: uint16(elf.ET_REL), Version: uint32(elf.EV_CURRENT), Shnum: 2, Shstrndx: 1}
		sections [2]elf.Section64 // the frame's, and that of the names, which is one empty string
		head     = elf.Chdr64{Type: uint32(elf.COMPRESS_ZSTD)}
	)
	copy(header.Ident[:], elf.ELFMAG)
	header.Ident[elf.EI_CLASS], header.Ident[elf.EI_DATA], header.Ident[elf.EI_VERSION] = byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)
	header.Ehsize, header.Shentsize = uint16(binary.Size(header)), uint16(binary.Size(sections[0]))
	header.Shoff = uint64(header.Ehsize)
	names := header.Shoff + uint64(binary.Size(sections))
	sections[0] = elf.Section64{Type: uint32(elf.SHT_PROGBITS), Flags: uint64(elf.SHF_COMPRESSED), Off: names + 1, Size: uint64(binary.Size(head) + len(frame))}
	sections[1] = elf.Section64{Type: uint32(elf.SHT_STRTAB), Off: names, Size: 1}

	var file bytes.Buffer
	for _, part := range []any{header, sections, [1]byte{}, head, frame} {
		if err := binary.Write(&file, binary.LittleEndian, part); err != nil {
			return nil, err
		}
	}
	parsed, err := elf.NewFile(bytes.NewReader(file.Bytes()))
	if err != nil {
		return nil, err
	}
	return parsed.Sections[0].Open(), nil
}
