package finding

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 that code scanners show.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID   string    `json:"id"`
		Name string    `json:"name"`
		Help sarifText `json:"help"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// SARIF writes the findings for code scanners, in SARIF 2.1.0. dir is what the
// files are named below: the directory of the documents.
func (fs List) SARIF(w io.Writer, book Phrasebook, dir string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "hotro kb check", Rules: []sarifRule{}}
	for _, m := range fs.Told(book) {
		if !slices.ContainsFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == m.Code }) {
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{m.Code, m.Rule, sarifText{sentences(m.Why, m.Help)}})
		}
		r := sarifResult{RuleID: m.Code, Level: m.Severity.level(), Message: sarifText{sentences(m.Message, m.Why, m.Help, m.Near)}}
		r.Locations = []sarifLocation{located(dir, m.File, m.Line, m.Column, m.EndColumn)}
		for _, n := range m.Notes {
			r.Related = append(r.Related, located(dir, n.File, n.Line, n.Column, n.EndColumn))
		}
		run.Results = append(run.Results, r)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}); err != nil {
		return fmt.Errorf("write the findings as SARIF: %w", err)
	}
	return nil
}

func (s Severity) level() string {
	if s == Info {
		return "note"
	}
	return string(s)
}

func located(dir, file string, line, column, end int) sarifLocation {
	return sarifLocation{sarifPhysical{
		sarifArtifact{path.Join(strings.ReplaceAll(dir, `\`, "/"), file)},
		sarifRegion{max(1, line), column, end},
	}}
}

// sentences joins what there is to say, each part with its full stop.
func sentences(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, strings.TrimRight(p, ".")+".")
		}
	}
	return strings.Join(out, " ")
}
