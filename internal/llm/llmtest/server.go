// Package llmtest is an OpenAI-compatible server that answers on this machine
// what a test wants: choices, summaries, screenshots and voice notes, with
// every fault that real servers show.
//
// It reads requests as a server would and tells the test what was asked. It is
// for tests only. Safe for concurrent use; start reading at New.
package llmtest

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Key is the key the server wants.
const Key = "sk-test-canary-0123456789"

// Topic is a topic as the model sees it.
type Topic struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Hint  string `json:"hint"`
}

// Question is one request as the model sees it.
type Question struct {
	Model       string
	Format      string // "json_schema", "json_object" or empty
	System      string
	User        string // the content of the user's message, or of a voice note's file name
	Message     string // the "message" of the data in User
	Assistant   string // what had been said to the user
	About       string // the title of the topic under way
	Topics      []Topic
	Answers     []Topic  // to what had been said; none when the topic alone is asked for
	Enum        []string // the ids that the schema allows
	Does        []string // what the schema lets the message do
	Image       []byte
	Temperature *float64
	Tokens      map[string]int // by the name of the parameter
	Sound       []byte
}

// Reply is one answer; the zero Reply is an empty message.
type Reply struct {
	Content string
	Refusal string
	Finish  string // "stop" when empty
	Status  int
	Body    string // sent instead of everything above
	Header  map[string]string
	Hang    bool // answer nothing until the client leaves
	Drop    bool // close the connection without an answer
}

// Server is the fake. Change what it answers with Answer.
type Server struct {
	URL string // for OPENAI_BASE_URL

	mu     sync.Mutex
	answer func(Question) Reply
	asked  []Question
}

// New starts a server that stops with the test.
func New(tb testing.TB, answer func(Question) Reply) *Server {
	tb.Helper()
	s := &Server{answer: answer}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("POST /v1/audio/transcriptions", s.audio)
	srv := httptest.NewServer(mux)
	tb.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	s.URL = srv.URL + "/v1"
	return s
}

// Answer replaces what the server answers.
func (s *Server) Answer(f func(Question) Reply) { s.mu.Lock(); defer s.mu.Unlock(); s.answer = f }

// Asked returns every request so far.
func (s *Server) Asked() []Question { s.mu.Lock(); defer s.mu.Unlock(); return slices.Clone(s.asked) }

// Forget empties Asked.
func (s *Server) Forget() { s.mu.Lock(); defer s.mu.Unlock(); s.asked = nil }

func (s *Server) reply(q Question) Reply {
	s.mu.Lock()
	s.asked = append(s.asked, q)
	f := s.answer
	s.mu.Unlock()
	return f(q)
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	q, err := Read(raw)
	if err != nil {
		http.Error(w, `{"error":{"message":"`+err.Error()+`","type":"invalid_request_error"}}`, http.StatusBadRequest)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+Key {
		fail(w, http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided: "+r.Header.Get("Authorization"))
		return
	}
	rep := s.reply(q)
	if s.early(w, r, rep) {
		return
	}
	_, _ = io.WriteString(w, rep.response())
}

func (s *Server) audio(w http.ResponseWriter, r *http.Request) {
	f, head, err := r.FormFile("file")
	if err != nil {
		fail(w, http.StatusBadRequest, "missing_file", err.Error())
		return
	}
	sound, _ := io.ReadAll(f)
	rep := s.reply(Question{Model: r.FormValue("model"), User: head.Filename, Sound: sound})
	if s.early(w, r, rep) {
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"text": rep.Content})
}

// early sends what is not an ordinary answer, and reports whether it did.
func (s *Server) early(w http.ResponseWriter, r *http.Request, rep Reply) bool {
	for k, v := range rep.Header {
		w.Header().Set(k, v)
	}
	w.Header().Set("Content-Type", "application/json")
	switch {
	case rep.Hang:
		<-r.Context().Done()
	case rep.Drop:
		panic(http.ErrAbortHandler)
	case rep.Status != 0 || rep.Body != "":
		w.WriteHeader(cmp.Or(rep.Status, http.StatusOK))
		_, _ = io.WriteString(w, rep.Body)
	default:
		return false
	}
	return true
}

func fail(w http.ResponseWriter, status int, code, message string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "code": code}})
}

// wire is the request's JSON.
type wire struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string          `json:"role"`
		Content json.RawMessage `json:"content"`
	} `json:"messages"`
	Temperature         *float64 `json:"temperature"`
	MaxTokens           int      `json:"max_tokens"`
	MaxCompletionTokens int      `json:"max_completion_tokens"`
	ResponseFormat      struct {
		Type   string `json:"type"`
		Schema struct {
			Schema struct {
				Properties struct {
					ID   enum `json:"id"`
					Does enum `json:"does"`
				} `json:"properties"`
			} `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

type enum struct {
	Enum []string `json:"enum"`
}

// Read reads the body of a chat request.
func Read(body []byte) (Question, error) {
	var in wire
	if err := json.Unmarshal(body, &in); err != nil {
		return Question{}, err
	}
	q := Question{
		Model: in.Model, Format: in.ResponseFormat.Type, Temperature: in.Temperature,
		Enum:   in.ResponseFormat.Schema.Schema.Properties.ID.Enum,
		Tokens: map[string]int{"max_tokens": in.MaxTokens, "max_completion_tokens": in.MaxCompletionTokens},
	}
	for _, m := range in.Messages {
		text, image := parts(m.Content)
		if m.Role == "system" {
			q.System += text
			continue
		}
		q.User += text
		q.Image = append(q.Image, image...)
	}
	q.Does = in.ResponseFormat.Schema.Schema.Properties.Does.Enum
	var data struct{ Message, Assistant, About string }
	_ = json.Unmarshal([]byte(q.User), &data)
	q.Message, q.Assistant, q.About = data.Message, data.Assistant, data.About
	rest := list(q.System, &q.Topics)
	list(rest, &q.Answers)
	return q, nil
}

// list reads the first list that stands in a prompt on a line of its own, and
// returns what follows it.
func list(prompt string, to *[]Topic) string {
	_, rest, ok := strings.Cut(prompt, "\n[{")
	if !ok {
		return ""
	}
	line, rest, _ := strings.Cut(rest, "\n")
	_ = json.Unmarshal([]byte("[{"+line), to)
	return rest
}

func parts(content json.RawMessage) (text string, image []byte) {
	if json.Unmarshal(content, &text) == nil {
		return text, nil
	}
	var list []struct {
		Text     string `json:"text"`
		ImageURL struct {
			URL string `json:"url"`
		} `json:"image_url"`
	}
	_ = json.Unmarshal(content, &list)
	for _, p := range list {
		text += p.Text
		if _, b64, ok := strings.Cut(p.ImageURL.URL, ";base64,"); ok {
			image, _ = base64.StdEncoding.DecodeString(b64)
		}
	}
	return text, image
}
