// Package convention holds the conventions of support documents that both
// readers and writers of them keep: how an error code and an id look, when two
// names are one name, which labels announce a remedy, and what an export adds
// around a document.
//
// It knows strings, not documents: package kb gives sections and blocks their
// meaning, package importer writes new ones. Every function is pure. Start
// reading at Key and TopicID.
package convention
