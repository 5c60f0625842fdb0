package llm

import (
	"fmt"
	"regexp"
	"strings"

	"hotro/internal/company"
	"hotro/prompts"
)

// prompt is a text of prompts/llm with the company's names in it. A line that
// begins with a name in brackets, [asked], stands only where that holds.
type prompt string

// load reads a prompt as a company has it said.
func load(name string, p *company.Pack) (prompt, error) {
	b, err := prompts.FS.ReadFile("llm/" + name + ".txt")
	if err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	return prompt(named(string(b), p)), nil
}

// named is a prompt with the company's names in it.
func named(prompt string, p *company.Pack) string {
	ref, product := p.Reference.Label.In("en"), p.Product.In("en")
	if ref == "" {
		ref = "reference"
	}
	if product == "" {
		product = p.Name
	}
	example := ""
	if len(p.Reference.Examples) > 0 {
		example = " (" + p.Reference.Examples[0] + ")"
	}
	return strings.NewReplacer("{company}", p.Name, "{product}", product, "{ref}", ref, "{example}", example).Replace(prompt)
}

// only is what a line begins with that stands only sometimes.
var only = regexp.MustCompile(`^\[([a-z_]+)\](?: |$)`)

// fill leaves out the lines for what does not hold, and puts values in the place
// of their {names}. What stands in a value is neither.
func (p prompt) fill(holds map[string]bool, values ...string) string {
	var lines []string
	for line := range strings.SplitSeq(string(p), "\n") {
		if when := only.FindStringSubmatch(line); when != nil {
			if !holds[when[1]] {
				continue
			}
			line = line[len(when[0]):]
		}
		lines = append(lines, line)
	}
	return strings.NewReplacer(values...).Replace(strings.Join(lines, "\n"))
}
