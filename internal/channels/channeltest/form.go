package channeltest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// WriteJSON answers with v.
func WriteJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// Abort ends a request without an answer.
func Abort() { panic(http.ErrAbortHandler) }

// OnPost makes POST /name do something that answers nothing.
func OnPost(m *http.ServeMux, name string, do func(*http.Request)) {
	m.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) {
		do(r)
		w.WriteHeader(http.StatusNoContent)
	})
}

// FormDuration reads a duration of the form; what is none is 0.
func FormDuration(r *http.Request, name string) time.Duration {
	d, _ := time.ParseDuration(r.FormValue(name))
	return d
}

// FormInt reads a whole number of the form.
func FormInt(r *http.Request, name string, otherwise int) int {
	if n, err := strconv.Atoi(r.FormValue(name)); err == nil {
		return n
	}
	return otherwise
}
