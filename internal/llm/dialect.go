package llm

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// format is how a server is made to answer in a shape, strictest first.
type format int

const (
	bySchema format = iota // a strict JSON schema
	byObject               // some JSON object
	byPrompt               // nothing but the prompt
)

// dialect is what one server and model accept. It is found by trial, for
// nothing tells it beforehand, and kept once it worked.
type dialect struct {
	format    format
	noTemp    bool // the temperature must be left alone
	oldTokens bool // "max_tokens" instead of "max_completion_tokens"
}

// apply writes a request in the dialect. Temperature 0 would be left out of
// the JSON, so the smallest number above it stands for it.
func (d dialect) apply(rq openai.ChatCompletionRequest, s shape) openai.ChatCompletionRequest {
	switch d.format {
	case bySchema:
		rq.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: s.name, Schema: s.schema, Strict: true},
		}
	case byObject:
		rq.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	case byPrompt:
	}
	if s.name == "" {
		rq.ResponseFormat = nil
	}
	if !d.noTemp {
		rq.Temperature = math.SmallestNonzeroFloat32
	}
	if d.oldTokens {
		rq.MaxTokens = s.tokens //lint:ignore SA1019 older servers know no other name
	} else {
		rq.MaxCompletionTokens = s.tokens
	}
	return rq
}

// shape is what an answer must look like. Without a name it is free text.
type shape struct {
	name   string
	schema json.RawMessage
	tokens int // room for the answer, and for thoughts before it
}

// adapt returns the dialect to try after a server rejected the request in d,
// and whether there is one.
func (d dialect) adapt(f *Failure, s shape) (dialect, bool) {
	if f.Outcome != Rejected || (f.Status != 0 && f.Status != http.StatusBadRequest && f.Status != http.StatusUnprocessableEntity && f.Status != http.StatusNotImplemented) {
		return d, false
	}
	about := complaint(f.cause)
	next := d
	switch {
	case !d.noTemp && strings.Contains(about, "temperature"):
		next.noTemp = true
	case !d.oldTokens && strings.Contains(about, "max_completion_tokens"):
		next.oldTokens = true
	case d.oldTokens && strings.Contains(about, "max_tokens"):
		return d, false
	case f.Status == 0 || strings.Contains(about, "model_not_found") || strings.Contains(about, "context_length"):
		return d, false
	case s.name != "" && d.format < byPrompt:
		next.format++
	default:
		return d, false
	}
	return next, true
}

// complaint is what the server says is wrong. It is only searched for words,
// never shown.
func complaint(err error) string {
	var api *openai.APIError
	var rq *openai.RequestError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &rq):
		return strings.ToLower(string(rq.Body))
	case errors.As(err, &api):
		s := api.Message + " " + api.Type
		if api.Param != nil {
			s += " " + *api.Param
		}
		if code, ok := api.Code.(string); ok {
			s += " " + code
		}
		return strings.ToLower(s)
	default:
		return strings.ToLower(err.Error())
	}
}
