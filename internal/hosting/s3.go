package hosting

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/mediatype"
)

// s3 writes what S3 and CloudFront need: a script that sends the files with what
// browsers are told of them, a function for routes, and a policy of headers.
func s3(s *Site) ([]File, error) {
	script, err := fill("deploy-s3.sh", "s3", "", s)
	if err != nil {
		return nil, err
	}
	function, err := fill("cloudfront-function.js", "s3", "", s)
	if err != nil {
		return nil, err
	}
	type item struct {
		Header   string `json:"Header"`
		Value    string `json:"Value"`
		Override bool   `json:"Override"`
	}
	var policy struct {
		Comment string
		Name    string
		Custom  struct {
			Quantity int
			Items    []item
		} `json:"CustomHeadersConfig"`
	}
	policy.Comment, policy.Name = "Written by paintbox host s3", "paintbox"
	for _, h := range s.Headers {
		policy.Custom.Items = append(policy.Custom.Items, item{h.Name, h.Value, true})
	}
	policy.Custom.Quantity = len(policy.Custom.Items)
	headers, err := json.MarshalIndent(policy, "", "  ")
	return []File{{Path: "deploy-s3.sh", Data: script}, {Path: "cloudfront-function.js", Data: function}, {Path: "cloudfront-headers.json", Data: append(headers, '\n')}}, err
}

// Send is a call of the script that sends files to S3: those of one type that are
// like one of the patterns, but not like those that are excluded.
type Send struct {
	Cache, Type       string
	Patterns, Exclude []string
}

// Sends lists the files by what browsers are told of them, hashed ones first.
func (s *Site) Sends() []Send {
	var lasting, rest []Send
	var exclude []string
	for _, r := range s.Immutable {
		if r.IsDirectory() {
			exclude = append(exclude, r.Path+"*")
		} else {
			exclude = append(exclude, r.Path)
		}
	}
	for _, name := range s.names {
		kind, pattern := mediatype.Of(name), "*"+path.Ext(name)
		if path.Ext(name) == "" {
			pattern = name
		}
		to, send := &rest, Send{asked, kind, nil, exclude}
		if r := s.rule(name); r.IsDirectory() {
			to, send, pattern = &lasting, Send{forever, kind, nil, nil}, r.Path+pattern
		} else if r.Path != "" {
			to, send, pattern = &lasting, Send{forever, kind, nil, nil}, name
		}
		i := slices.IndexFunc(*to, func(other Send) bool { return other.Type == kind })
		if i < 0 {
			i = len(*to)
			*to = append(*to, send)
		}
		if !slices.Contains((*to)[i].Patterns, pattern) {
			(*to)[i].Patterns = append((*to)[i].Patterns, pattern)
		}
	}
	return append(lasting, rest...)
}

// rule is that of a file which never changes.
func (s *Site) rule(name string) Rule {
	for _, r := range s.Immutable {
		if r.Path == name || r.IsDirectory() && strings.HasPrefix(name, r.Path) {
			return r
		}
	}
	return Rule{}
}

// Suffixes are those of compressed siblings.
func (s *Site) Suffixes() []string {
	var list []string
	for _, c := range coding.Table() {
		list = append(list, c.Suffix)
	}
	return list
}

// Addresses are where pages are asked for, with the files that answer.
func (s *Site) Addresses() (string, error) {
	at := map[string]string{}
	for name := range s.pages {
		bare := strings.TrimSuffix(name, path.Ext(name))
		if dir, is := strings.CutSuffix("/"+name, "/index.html"); is {
			at[s.Base+strings.TrimPrefix(dir+"/", "/")] = s.Base + name
			continue
		}
		at[s.Base+bare], at[s.Base+bare+"/"] = s.Base+name, s.Base+name
	}
	data, err := json.Marshal(at)
	return string(data), err
}

// shell writes a word of a shell's command.
func shell(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
