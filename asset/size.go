package asset

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is a number of bytes. In text it is a decimal number with a unit: B,
// KB = 1000, MB = 1000², GB = 1000³, KiB = 1024, MiB = 1024², GiB = 1024³.
type Size int64

// KB and MB are the decimal units, in which defaults are stated.
const (
	KB Size = 1000
	MB Size = 1000 * KB
	GB Size = 1000 * MB
)

// units in the order in which String prefers them.
func units() []struct {
	name  string
	bytes Size
} {
	return []struct {
		name  string
		bytes Size
	}{{"GB", GB}, {"MB", MB}, {"KB", KB}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}
}

// ParseSize reads a size: "244KB", "1.5 MB", "64 KiB", "512B" or "512". Units
// are case-insensitive. Negative sizes and unknown units are errors that say
// what is accepted, or the unit that was meant.
func ParseSize(text string) (Size, error) {
	s := strings.TrimSpace(text)
	i := len(s)
	for i > 0 && (s[i-1] < '0' || s[i-1] > '9') && s[i-1] != '.' {
		i--
	}
	number, unit := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i:])
	factor := Size(1)
	if unit != "" {
		factor = 0
		for _, u := range units() {
			if strings.EqualFold(u.name, unit) {
				factor = u.bytes
			}
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if near := nearestUnit(unit); err == nil && factor == 0 && near != "" {
		return 0, fmt.Errorf("bad size %q (did you mean %q?)", text, number+near)
	}
	if err != nil || factor == 0 || math.IsNaN(n) || math.IsInf(n, 0) {
		return 0, fmt.Errorf("bad size %q (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as \"244KB\")", text)
	}
	if n < 0 || n*float64(factor) > math.MaxInt64/2 {
		return 0, fmt.Errorf("bad size %q (sizes are between 0 and 4 exabytes)", text)
	}
	return Size(math.Round(n * float64(factor))), nil
}

// nearestUnit is the unit that begins like what was written, or the other way
// round ("k", "KBs"); "" where there is none.
func nearestUnit(written string) string {
	written = strings.ToUpper(written)
	for _, u := range units() {
		name := strings.ToUpper(u.name)
		if written != "" && strings.HasPrefix(name, written) || len(name) > 1 && strings.HasPrefix(written, name) {
			return u.name
		}
	}
	return ""
}

// String writes the size exactly, with the largest unit that divides it:
// "244KB", "1500KB", "1KiB", "1001B".
func (s Size) String() string {
	if s == 0 {
		return "0B"
	}
	for _, u := range units() {
		if s%u.bytes == 0 {
			return strconv.FormatInt(int64(s/u.bytes), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(s), 10) + "B"
}

// Human writes the size for people, in decimal units with at most four
// significant figures: "243.9 KB", "4.28 MB", "512 B".
func (s Size) Human() string {
	switch {
	case s >= MB || s <= -MB:
		return strconv.FormatFloat(float64(s)/float64(MB), 'f', 2, 64) + " MB"
	case s >= KB || s <= -KB:
		return strconv.FormatFloat(float64(s)/float64(KB), 'f', 1, 64) + " KB"
	}
	return strconv.FormatInt(int64(s), 10) + " B"
}

// UnmarshalJSON accepts a string as ParseSize does, or a whole number of bytes.
func (s *Size) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	n, err := ParseSize(text)
	if err != nil {
		return err
	}
	*s = n
	return nil
}

// Set and Type make a Size a command-line flag.
func (s *Size) Set(text string) error {
	n, err := ParseSize(text)
	if err == nil {
		*s = n
	}
	return err
}

// Type names the value in help texts.
func (s *Size) Type() string { return "size" }
