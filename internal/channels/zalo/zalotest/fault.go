package zalotest

import (
	"net/http"
	"time"
)

// faults are what was asked to go wrong. Guarded by Server.mu.
type faults struct {
	codes      []int // answers to the next messages
	slow       time.Duration
	hangUp     int  // messages carried out without an answer
	down       bool // HTTP 502 to everything
	noButtons  bool
	oauthSlow  time.Duration
	oauthDown  int // refreshes answered with HTTP 500
	oauthLost  int // refreshes carried out without an answer
	echoFirst  bool
	noVisitors bool      // visitors without an account can't be answered
	spent      bool      // no call remains of this minute
	limited    time.Time // until then calls get -32, and no word on what remains
	token      int       // the code for a token that has ended; 0: -216
}

// Fail makes the next n messages fail with an error code. Codes queue up.
func (z *Server) Fail(code, n int) {
	z.mu.Lock()
	defer z.mu.Unlock()
	for range n {
		z.faults.codes = append(z.faults.codes, code)
	}
}

// Slow makes every call take d.
func (z *Server) Slow(d time.Duration) { z.set(func(f *faults) { f.slow = d }) }

// HangUp makes the next n messages be delivered without an answer.
func (z *Server) HangUp(n int) { z.set(func(f *faults) { f.hangUp = n }) }

// Down makes every call answer HTTP 502 until it is called with false.
func (z *Server) Down(down bool) { z.set(func(f *faults) { f.down = down }) }

// NoButtons makes messages with buttons fail with -233.
func (z *Server) NoButtons(on bool) { z.set(func(f *faults) { f.noButtons = on }) }

// NoVisitors makes answers to visitors without an account fail with -240.
func (z *Server) NoVisitors(on bool) { z.set(func(f *faults) { f.noVisitors = on }) }

// Spent makes every answer say that no call remains of this minute.
func (z *Server) Spent(on bool) { z.set(func(f *faults) { f.spent = on }) }

// Limit makes every call fail with -32 for a while, of every account, without a
// word on how many calls remain.
func (z *Server) Limit(d time.Duration) { z.set(func(f *faults) { f.limited = time.Now().Add(d) }) }

// EchoFirst makes the echo of a message arrive before the answer to its send.
func (z *Server) EchoFirst(on bool) { z.set(func(f *faults) { f.echoFirst = on }) }

// ExpireTokens ends every access token; calls with them fail with code (0:
// -216).
func (z *Server) ExpireTokens(code int) {
	z.set(func(f *faults) { f.token = code })
	z.mu.Lock()
	defer z.mu.Unlock()
	clear(z.access)
}

// RevokeGrant ends every access and refresh token, as an admin does who
// removes the permission in the console.
func (z *Server) RevokeGrant() {
	z.ExpireTokens(0)
	z.mu.Lock()
	defer z.mu.Unlock()
	for t := range z.refresh {
		z.refresh[t] = false
	}
}

// SlowOAuth makes every refresh take d.
func (z *Server) SlowOAuth(d time.Duration) { z.set(func(f *faults) { f.oauthSlow = d }) }

// FailOAuth makes the next n refreshes answer HTTP 500 with nothing done.
func (z *Server) FailOAuth(n int) { z.set(func(f *faults) { f.oauthDown = n }) }

// LoseOAuth makes the next n refreshes be carried out without an answer.
func (z *Server) LoseOAuth(n int) { z.set(func(f *faults) { f.oauthLost = n }) }

func (z *Server) set(change func(*faults)) {
	z.mu.Lock()
	defer z.mu.Unlock()
	change(&z.faults)
}

// delay plays a slow server.
func delay(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}
