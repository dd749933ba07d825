package notice

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/github/go-spdx/v2/spdxexp"
)

// What License holds where no SPDX expression is known.
const (
	Unlicensed = "UNLICENSED" // npm's word for: nobody may use it
	Unknown    = "unknown"
)

// judge finds out the license of a package by what its package.json states, or
// else by its texts. It adds the file that SEE LICENSE IN names to them.
func (p *Package) judge(files fs.FS, stated string) {
	file, elsewhere := seeFile(stated)
	expression, known := normal(stated)
	switch {
	case known:
		p.License = expression
		return
	case elsewhere:
		p.see(files, file)
	case stated != "":
		p.note(fmt.Sprintf("its package.json says %q, which is no SPDX expression", stated))
	case p.Note == "":
		p.note("its package.json names no license")
	}
	p.License = Unknown
	if found := recognize(p.Texts); found != "" {
		p.License = found
		p.note("its license was recognized by the text")
	}
}

// see adds the file that package.json names in place of a license.
func (p *Package) see(files fs.FS, file string) {
	name := path.Clean(file)
	for _, t := range p.Texts {
		if t.File == name {
			return
		}
	}
	if !fs.ValidPath(name) || strings.Contains(file, "://") {
		p.note("its license is at " + file)
		return
	}
	text, ok := readText(files, name)
	if !ok {
		p.note("its package.json says that its license is in " + file + ", which is not there")
		return
	}
	p.Texts = append(p.Texts, text)
}

func (p *Package) note(text string) {
	if p.Note != "" {
		text = p.Note + "; " + text
	}
	p.Note = text
}

// statements is what a package.json says of its license: of "license", a string
// or what npm took before it, and of "licenses", among which one may choose.
func statements(m manifest) string {
	if text := statement(m.License); text != "" {
		return text
	}
	var list []json.RawMessage
	if json.Unmarshal(m.Licenses, &list) != nil && json.Unmarshal(m.License, &list) != nil {
		return statement(m.Licenses)
	}
	var choice []string
	for _, one := range list {
		if text := statement(one); text != "" {
			choice = append(choice, text)
		}
	}
	if len(choice) < 2 {
		return strings.Join(choice, "")
	}
	for i, text := range choice {
		if expression, ok := normal(text); ok {
			choice[i] = expression
		}
	}
	return "(" + strings.Join(choice, " OR ") + ")"
}

// statement reads a license that is a string, or an object with its type.
func statement(data json.RawMessage) string {
	if text := word(data); text != "" {
		return text
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return ""
	}
	for _, key := range []string{"type", "name", "license"} {
		if text := word(members[key]); text != "" {
			return text
		}
	}
	return ""
}

// seeFile tells which file stands for a license.
func seeFile(stated string) (string, bool) {
	found := regexp.MustCompile(`(?i)^see licen[sc]e in (.+)$`).FindStringSubmatch(stated)
	if found == nil {
		return "", false
	}
	return strings.Trim(found[1], `"'<>`), true
}

// normal is the SPDX expression of what a package states, or of what is often
// written in its place.
func normal(stated string) (string, bool) {
	if strings.EqualFold(stated, Unlicensed) {
		return Unlicensed, true
	}
	for _, text := range []string{stated, corrected(stated)} {
		if text == "" {
			continue
		}
		if valid, wrong := spdxexp.ValidateAndNormalizeLicensesWithOptions([]string{text}, spdxexp.ValidateLicensesOptions{}); len(wrong) == 0 && len(valid) == 1 {
			return valid[0], true
		}
	}
	return "", false
}

// corrected is the identifier of a license that goes by another name; "" for
// none. Names that could be several licenses, such as BSD, are not in it.
func corrected(stated string) string {
	name := strings.ToLower(regexp.MustCompile(`[^a-zA-Z0-9.]+`).ReplaceAllString(stated, " "))
	words := strings.Fields(strings.ReplaceAll(" "+name+" ", " the ", " "))
	for i := 0; i < len(words); i++ {
		switch words[i] {
		case "license", "licence", "licensed", "version":
			words = append(words[:i], words[i+1:]...)
			i--
		}
	}
	switch strings.Join(words, " ") {
	case "mit", "mit x11", "expat":
		return "MIT"
	case "apache 2.0", "apache 2", "apache v2", "apache v2.0", "apache2", "apache software 2.0", "asl 2.0":
		return "Apache-2.0"
	case "isc":
		return "ISC"
	case "bsd 3 clause", "bsd 3", "bsd3", "new bsd", "modified bsd", "3 clause bsd", "bsd new":
		return "BSD-3-Clause"
	case "bsd 2 clause", "bsd 2", "bsd2", "simplified bsd", "freebsd", "2 clause bsd":
		return "BSD-2-Clause"
	case "mpl 2.0", "mpl2.0", "mozilla public 2.0":
		return "MPL-2.0"
	}
	return ""
}

// recognize tells by their words which licenses texts are; "" where none of
// those known is there. Where there are several all of them count, since it is
// not said that one may choose.
func recognize(texts []Text) string {
	var found []string
	for _, t := range texts {
		text := strings.ToLower(strings.Join(strings.Fields(t.Text), " "))
		has := func(words string) bool { return strings.Contains(text, words) }
		bsd := has("redistribution and use in source and binary forms")
		mit := has("permission is hereby granted, free of charge, to any person obtaining a copy of this software")
		isc := has("permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted") ||
			has("permission to use, copy, modify, and distribute this software for any purpose with or without fee is hereby granted")
		for _, row := range []struct {
			license string
			is      bool
		}{
			{"Apache-2.0", has("apache license") && has("version 2.0")},
			{"BSD-2-Clause", bsd && !has("neither the name") && !has("names of its contributors")},
			{"BSD-3-Clause", bsd && (has("neither the name") || has("names of its contributors")) && !has("all advertising materials")},
			{"ISC", isc && has("provided that the above copyright notice")},
			{"0BSD", isc && !has("provided that the above copyright notice")},
			{"MIT", mit && has("notice shall be included")},
			{"MIT-0", mit && !has("notice shall be included")},
			{"MPL-2.0", has("mozilla public license version 2.0") || has("mozilla public license, version 2.0")},
			{"OFL-1.1", has("sil open font license version 1.1")},
			{"Unlicense", has("this is free and unencumbered software released into the public domain")},
		} {
			if row.is {
				found = with(found, row.license)
			}
		}
	}
	return strings.Join(found, " AND ")
}
