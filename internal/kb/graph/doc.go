// Package graph shows the dialog that a guide gives: drawn as Mermaid, Graphviz
// DOT or SVG, or written as an outline, for the support lead who wants to see
// what users are walked through.
//
// It reads a kb.Guide and nothing else: it compiles no document and runs no
// other program. graph.go lays a topic out on a grid of nodes and edges;
// markup.go and svg.go write that grid down. Start reading at Render.
package graph
