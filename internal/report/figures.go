package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// limitText writes a limit as its author did, where that is short ("244 KB"),
// otherwise as people read it.
func limitText(s asset.Size) string {
	exact := s.String()
	unit := strings.TrimLeft(exact, "-0123456789")
	number := strings.TrimSuffix(exact, unit)
	if len(number) > 4 || unit == "B" && s >= asset.KB {
		return s.Human()
	}
	return number + " " + unit
}

func signed(s asset.Size) string {
	if s > 0 {
		return "+" + s.Human()
	}
	return s.Human()
}

// percent is exact about the limit itself: below it is at most 99%, above it at
// least 101%.
func percent(part, whole asset.Size) string {
	if whole <= 0 {
		return "0%"
	}
	p := part * 100 / whole
	if part > whole && p*whole < part*100 {
		p++
	}
	return strconv.FormatInt(int64(p), 10) + "%"
}

// memory writes a number of bytes without more precision than it has.
func memory(s asset.Size) string {
	if s < asset.GB {
		return strconv.FormatInt(int64((s+asset.MB/2)/asset.MB), 10) + " MB"
	}
	return strconv.FormatFloat(float64(s)/float64(asset.GB), 'f', 2, 64) + " GB"
}

// saving says how much smaller shipped bytes are than source bytes.
func saving(shipped, source asset.Size) string {
	if source <= 0 {
		return ""
	}
	saved := (1 - float64(shipped)/float64(source)) * 100
	if saved < 0 {
		return fmt.Sprintf("%.1f%% more", -saved)
	}
	return fmt.Sprintf("%.1f%% less", saved)
}

// duration writes a time for people: "1.84 s", "42 ms".
func duration(d time.Duration) string {
	if d >= time.Second {
		return strconv.FormatFloat(d.Seconds(), 'f', 2, 64) + " s"
	}
	return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
}

// plural writes a number and a noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// thousands groups digits: 2,731.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
