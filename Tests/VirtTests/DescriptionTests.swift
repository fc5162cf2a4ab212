import Core
import Foundation
import Testing

@testable import Virt

struct DescriptionTests {
    @Test func readsXML() throws {
        let root = try #require(
            XMLElement(
                parsing:
                    "<?xml version='1.0'?><!-- c --><a b='1&lt;2' c=\"'\"><d/>x &amp; &#x41;<![CDATA[<]]><d>y</d ></a>\n"
            ))
        #expect(root.name == "a" && root.attributes == ["b": "1<2", "c": "'"])
        #expect(root.all("d").count == 2 && root.children[1].text == "y" && root.text == "x & A<")
        for broken in [
            "", "<a>", "<a></b>", "<a b></a>", "<a b='></a>", "<a/><b/>", "x", String(repeating: "<a>", count: 9999),
        ] {
            #expect(XMLElement(parsing: broken) == nil)
        }
    }

    @Test func readsSecrets() throws {
        let xml = """
            <secret ephemeral='no' private='yes'>
              <uuid>457eb676-33da-42ec-9a8c-9293d545c337</uuid>
              <usage type='ceph'>
                <name>client.cinder secret</name>
              </usage>
            </secret>
            """
        let expected = SecretDefinition(
            uuid: "457eb676-33da-42ec-9a8c-9293d545c337", usage: "client.cinder secret", isPrivate: true)
        #expect(SecretDefinition(xml: xml) == expected)
        #expect(SecretDefinition(xml: expected.xml) == expected)
        #expect(SecretDefinition(xml: "<domain/>") == nil)
    }

    @Test func readsDisksAsNovaMakesThem() throws {
        let disk = try #require(
            XMLElement(
                parsing: """
                    <disk type='network' device='disk'>
                      <driver name='qemu' type='raw' cache='writeback' discard='unmap'/>
                      <auth username='cinder'><secret type='ceph' uuid='457eb676-33da-42ec-9a8c-9293d545c337'/></auth>
                      <source protocol='rbd' name='vms/6c1a_disk' index='1'>
                        <host name='192.168.0.131' port='6789'/><host name='192.168.0.132' port='6789'/>
                      </source>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                    """))
        #expect(
            DomainDisk(disk)
                == DomainDisk(
                    target: "vda", bus: "virtio", device: "disk", type: "network", protocolName: "rbd",
                    source: "vms/6c1a_disk", hosts: ["192.168.0.131:6789", "192.168.0.132:6789"], user: "cinder",
                    secretUUID: "457eb676-33da-42ec-9a8c-9293d545c337", secretUsage: nil))
    }

    @Test func codesBase64() {
        var random = SystemRandomNumberGenerator()
        for count in 1..<60 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Data(bytes).base64EncodedString()
            #expect(bytes.withUnsafeBufferPointer { Base64.encoded($0).revealed } == text)
            #expect(Base64.decoded(Secret(" \(text)\n")) == Secret(bytes))
        }
        for wrong in ["", "A", "AAA", "A===", "AA=A", "AA A", "ÄÄ=="] { #expect(Base64.decoded(Secret(wrong)) == nil) }
    }
}
