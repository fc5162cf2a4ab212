import Core
import Hosts
import Testing

@testable import Services

@Suite struct NameTests {
    @Test(arguments: ["glance-api", "openstack-glance-api", "nova-compute", "cinder-volume", "keystone"])
    func distributionsMeanTheSame(name: String) {
        let plain = name.replacing("openstack-", with: "")
        #expect(Set(ServiceNames.candidates(for: name)) == [plain, "openstack-" + plain])
        #expect(ServiceNames.candidates(for: name).first == name)
    }

    @Test func familiesMeanTheSame() {
        #expect(ServiceNames.candidates(for: "libvirtd").contains("virtqemud"))
        #expect(ServiceNames.candidates(for: "httpd").contains("apache2"))
        #expect(ServiceNames.candidates(for: "glance-api.service") == ["glance-api", "openstack-glance-api"])
        #expect(ServiceNames.candidates(for: "virtqemud.socket").contains("libvirtd.socket"))
        #expect(ServiceNames.candidates(for: "ceph-mon@node1").first == "ceph-mon@node1")
    }

    @Test func onlyAPIsAreRunByWebServers() {
        #expect(ServiceNames.webSite(for: "keystone") == "keystone")
        #expect(ServiceNames.webSite(for: "openstack-cinder-api") == "cinder")
        #expect(ServiceNames.webSite(for: "nova-compute") == nil)
    }
}
