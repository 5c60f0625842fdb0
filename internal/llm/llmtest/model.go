package llmtest

import (
	"net/http"
	"testing"
	"time"

	"hotro/internal/llm"
)

// Model returns a model that asks s.
func Model(t *testing.T, s *Server, change ...func(*llm.Config)) *llm.Model {
	t.Helper()
	cfg := llm.Config{Key: Key, BaseURL: s.URL, Model: "test-model", Timeout: time.Minute}
	for _, f := range change {
		f(&cfg)
	}
	m, err := llm.New(cfg, llm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Wired returns a model whose requests go through f instead of a network.
func Wired(t *testing.T, cfg llm.Config, f http.RoundTripper) *llm.Model {
	t.Helper()
	cfg.Key, cfg.Model = Key, "test-model"
	m, err := llm.New(cfg, llm.Options{Transport: f})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
