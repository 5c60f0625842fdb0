// Package stringeetest is a Stringee that answers on this machine: the call
// log of the Communication API and the parts of StringeeX that the program
// uses, with their documented oddities and with faults on demand.
//
// It checks tokens as Stringee does and keeps what was created. It is for
// tests only. Safe for concurrent use; start reading at New.
package stringeetest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// What the server accepts.
const (
	SID      = "SK.0.testkeysid"
	Secret   = "test-key-secret-canary"
	Email    = "support@example.vn"
	Password = "test-password-canary"
	Portal   = "PTTEST"
)

// Call is a call as the server knows it.
type Call struct {
	ID        string
	Direction string // "out", "in" or "internal"
	Hotline   string
	Customer  string
	Agent     string
	Start     time.Time
	Answer    time.Time
	End       time.Time
	Cause     string
}

// Fault is a way to fail; the zero Fault works.
type Fault struct {
	Status int    // answer this status
	Body   string // answer this body, with Status or 200
	Hang   bool   // answer nothing until the client leaves
	Drop   bool   // close the connection without an answer
}

// Server is the fake. Its fields may be set before the first request.
type Server struct {
	URL      string // for STRINGEE_API_URL and STRINGEE_X_URL alike
	IgnoreID bool   // the call log ignores its id filter, as its newest description suggests
	NoID     bool   // POST /v1/ticket tells no id, as documented
	Now      func() time.Time

	mu       sync.Mutex
	fault    Fault
	calls    []Call
	portal   int // number of the portal token that is valid
	hits     map[string]int
	tickets  []map[string]any
	notes    []map[string]any
	contacts []map[string]any
}

// New starts a server that stops with the test.
func New(tb testing.TB) *Server {
	tb.Helper()
	s := &Server{Now: time.Now, hits: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/call/log", s.withKey(s.callLog))
	mux.HandleFunc("POST /v1/account", s.account)
	mux.HandleFunc("GET /v1/call/history", s.withPortal(s.history))
	mux.HandleFunc("POST /v1/filter/searchcontact", s.withPortal(s.searchContact))
	mux.HandleFunc("POST /v1/contact", s.withPortal(s.create("ct_", &s.contacts)))
	mux.HandleFunc("POST /v1/ticket", s.withPortal(s.ticket))
	mux.HandleFunc("POST /v1/ticketNote", s.withPortal(s.create("tn_", &s.notes)))
	srv := httptest.NewServer(s.faulty(mux))
	tb.Cleanup(func() { s.Break(Fault{}); srv.CloseClientConnections(); srv.Close() })
	s.URL = srv.URL
	return s
}

// Add makes calls known.
func (s *Server) Add(calls ...Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, calls...)
}

// Break makes every request fail so; Break(Fault{}) mends it.
func (s *Server) Break(f Fault) { s.mu.Lock(); defer s.mu.Unlock(); s.fault = f }

// EndTokens makes the portal tokens given so far invalid.
func (s *Server) EndTokens() { s.mu.Lock(); defer s.mu.Unlock(); s.portal++ }

// Hits returns how many requests a path got.
func (s *Server) Hits(path string) int { s.mu.Lock(); defer s.mu.Unlock(); return s.hits[path] }

// Tickets returns the tickets created, as they were posted and with their id.
func (s *Server) Tickets() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tickets)
}

// Notes returns the ticket notes created.
func (s *Server) Notes() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notes)
}

// Contacts returns the contacts created.
func (s *Server) Contacts() []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.contacts)
}

func (s *Server) faulty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits[r.URL.Path]++
		f := s.fault
		s.mu.Unlock()
		switch {
		case f.Hang:
			<-r.Context().Done()
		case f.Drop:
			panic(http.ErrAbortHandler)
		case f.Status != 0 || f.Body != "":
			w.WriteHeader(cmp.Or(f.Status, 200))
			_, _ = w.Write([]byte(f.Body))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func (s *Server) withKey(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		t, err := jwt.Parse(r.Header.Get("X-STRINGEE-AUTH"), func(*jwt.Token) (any, error) { return []byte(Secret), nil },
			jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithIssuer(SID), jwt.WithTimeFunc(s.Now))
		if err != nil || t.Header["cty"] != "stringee-api;v=1" || t.Header["typ"] != "JWT" {
			write(w, 401, map[string]any{"r": 1, "message": "Access token invalid"})
			return
		}
		c, _ := t.Claims.(jwt.MapClaims)
		if id, _ := c["jti"].(string); c["rest_api"] != true || !strings.HasPrefix(id, SID+"-") {
			write(w, 401, map[string]any{"r": 1, "message": "Access token invalid"})
			return
		}
		next(w, r)
	}
}

// withPortal refuses with status 200 and a code, as StringeeX does.
func (s *Server) withPortal(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		want := s.portalToken()
		s.mu.Unlock()
		if r.Header.Get("X-STRINGEE-AUTH") != want {
			write(w, 200, map[string]any{"r": 2, "msg": "Token invalid or expired"})
			return
		}
		next(w, r)
	}
}

func (s *Server) portalToken() string { return fmt.Sprintf("portal-token-canary-%d", s.portal) }

// PortalToken returns the token that is valid now, for STRINGEE_X_TOKEN.
func (s *Server) PortalToken() string { s.mu.Lock(); defer s.mu.Unlock(); return s.portalToken() }

func (s *Server) account(w http.ResponseWriter, r *http.Request) {
	var in struct{ Email, Password string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Email != Email || in.Password != Password {
		write(w, 200, map[string]any{"r": 3, "msg": "Invalid email or password"})
		return
	}
	write(w, 200, map[string]any{"r": 0, "msg": "Success", "portals": []any{
		map[string]any{"id": "PTOTHER", "auth_token": "token-of-another-portal"},
		map[string]any{"id": Portal, "name": "test", "auth_token": s.PortalToken()},
	}})
}

func (s *Server) find(q url.Values, keep func(Call) bool) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return !keep(c) })
	slices.SortStableFunc(out, func(a, b Call) int { return b.Start.Compare(a.Start) })
	if n, err := strconv.Atoi(q.Get("limit")); err == nil {
		out = out[:min(len(out), n)]
	}
	return out
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
