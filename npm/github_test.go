package npm

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
)

// hub stands for GitHub's REST API, as far as the action uses it.
type hub struct {
	server    *httptest.Server
	storage   *httptest.Server // where artifacts are, which gets no token
	artifacts []artifact
	zips      map[string][]byte
	comments  []comment
	requests  []string
	login     string // of the user whose token it is, "" for a workflow's own token
	readOnly  bool   // the token may not write
	broken    bool
}

type artifact struct {
	ID                      int
	Branch, Commit, Created string
	Fork, Expired           bool
}

type comment struct {
	ID   int    `json:"id"`
	Body string `json:"body"`
	User user   `json:"user"`
}

type user struct {
	Login string `json:"login"`
	Type  string `json:"type"`
}

func newHub(t testing.TB) *hub {
	t.Helper()
	h := &hub{zips: map[string][]byte{}, comments: []comment{}}
	api := http.NewServeMux()
	api.HandleFunc("GET /repos/owner/app/actions/artifacts", h.listArtifacts)
	api.HandleFunc("GET /repos/owner/app/actions/artifacts/{id}/zip", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, h.storage.URL+"/"+r.PathValue("id"), http.StatusFound)
	})
	api.HandleFunc("GET /repos/owner/app/issues/7/comments", h.listComments)
	api.HandleFunc("POST /repos/owner/app/issues/7/comments", h.writeComment)
	api.HandleFunc("PATCH /repos/owner/app/issues/comments/{id}", h.writeComment)
	h.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.requests = append(h.requests, r.Method+" "+r.URL.Path)
		switch {
		case h.broken:
			w.WriteHeader(http.StatusBadGateway)
		case r.Header.Get("Authorization") != "Bearer secret-token":
			answer(w, http.StatusUnauthorized, map[string]string{"message": "Bad credentials"})
		case r.URL.Path == "/user" && h.login != "":
			answer(w, http.StatusOK, map[string]string{"login": h.login})
		case r.URL.Path == "/user", h.readOnly && r.Method != http.MethodGet:
			answer(w, http.StatusForbidden, map[string]string{"message": "Resource not accessible by integration"})
		default:
			api.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(h.server.Close)
	h.storage = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("the storage got the token")
		}
		w.Write(h.zips[r.URL.Path[1:]])
	}))
	t.Cleanup(h.storage.Close)
	return h
}

// env leads the action to the server.
func (h *hub) env() []string { return []string{"GITHUB_API_URL=" + h.server.URL} }

// artifact adds an artifact that holds a baseline.
func (h *hub) artifact(a artifact, baseline string) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range map[string]string{"other.txt": "other", "baseline.json": baseline} {
		w, err := archive.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := archive.Close(); err != nil {
		panic(err)
	}
	h.artifacts = append(h.artifacts, a)
	h.zips[strconv.Itoa(a.ID)] = out.Bytes()
}

func (h *hub) listArtifacts(w http.ResponseWriter, r *http.Request) {
	list := []any{}
	for _, a := range h.artifacts {
		head := 1
		if a.Fork {
			head = 2
		}
		if r.URL.Query().Get("name") == "paintbox-baseline" {
			list = append(list, map[string]any{
				"id": a.ID, "expired": a.Expired, "created_at": a.Created,
				"workflow_run": map[string]any{"head_branch": a.Branch, "head_sha": a.Commit, "repository_id": 1, "head_repository_id": head},
			})
		}
	}
	answer(w, http.StatusOK, map[string]any{"total_count": len(list), "artifacts": list})
}

func (h *hub) listComments(w http.ResponseWriter, r *http.Request) {
	var size, page int
	if _, err := fmt.Sscan(r.URL.Query().Get("per_page")+" "+r.URL.Query().Get("page"), &size, &page); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	from := min((page-1)*size, len(h.comments))
	answer(w, http.StatusOK, h.comments[from:min(from+size, len(h.comments))])
}

func (h *hub) writeComment(w http.ResponseWriter, r *http.Request) {
	var c comment
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if r.Method == http.MethodPost {
		h.comments = append(h.comments, comment{ID: 1000 + len(h.comments), Body: c.Body, User: h.author()})
		answer(w, http.StatusCreated, c)
		return
	}
	for i := range h.comments {
		if strconv.Itoa(h.comments[i].ID) == r.PathValue("id") {
			h.comments[i].Body = c.Body
			answer(w, http.StatusOK, c)
			return
		}
	}
	http.NotFound(w, r)
}

func (h *hub) author() user {
	if h.login != "" {
		return user{h.login, "User"}
	}
	return user{"github-actions[bot]", "Bot"}
}

func answer(w http.ResponseWriter, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(data)
}
