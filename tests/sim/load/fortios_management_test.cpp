#include <gtest/gtest.h>

#include "fortios_support.hpp"

namespace sekimori {
namespace {

using test::flow;
using test::load_between;
using test::load_forti;
using test::Texts;

/// Does the device take the packet for one of its services?
bool takes(const test::LoadedFortios& fw, const Packet& packet) {
  return std::ranges::any_of(fw.device().services, [&](const ManagementService& service) {
    return service.service.contains(packet) && decide(fw.network.at(service.admits_v4.value()), packet).action == Action::permit;
  });
}

const std::string kPort =
    "config system interface\nedit a\nset ip 10.0.1.1/24\nset allowaccess ping https ssh\nnext\nedit b\nset ip 10.0.2.1/24\nset "
    "allowaccess ping\nnext\nend\n";

TEST(FortiosManagement, AServiceIsOfferedAtTheAddressesOfItsInterface) {
  const auto fw = load_forti(kPort);
  EXPECT_TRUE(takes(fw, flow("192.0.2.1", "10.0.1.1", 22)));
  EXPECT_TRUE(takes(fw, flow("192.0.2.1", "10.0.1.1", 443)));
  EXPECT_FALSE(takes(fw, flow("192.0.2.1", "10.0.2.1", 22)));
  EXPECT_FALSE(takes(fw, flow("192.0.2.1", "10.0.1.1", 80)));
  EXPECT_EQ(fw.device().services.size(), 2U) << "answering a ping passes nothing on";
}

TEST(FortiosManagement, PortsAreAsTheyWereMoved) {
  const auto fw = load_forti(kPort + "config system global\nset admin-sport 8443\nend\n");
  EXPECT_TRUE(takes(fw, flow("192.0.2.1", "10.0.1.1", 8443)));
  EXPECT_FALSE(takes(fw, flow("192.0.2.1", "10.0.1.1", 443)));
}

TEST(FortiosManagement, TrustedHostsNarrowItOnlyIfEveryAdministratorHasSome) {
  const std::string one = "edit x\nset trusthost1 192.0.2.0 255.255.255.0\nnext\n";
  const auto all = load_forti(kPort + "config system admin\n" + one + "end\n");
  EXPECT_TRUE(takes(all, flow("192.0.2.1", "10.0.1.1", 22)));
  EXPECT_FALSE(takes(all, flow("192.0.3.1", "10.0.1.1", 22)));
  const auto some = load_forti(kPort + "config system admin\n" + one + "edit y\nnext\nend\n");
  EXPECT_TRUE(takes(some, flow("192.0.3.1", "10.0.1.1", 22)));
}

TEST(FortiosManagement, ALocalInDenyForAllInterfacesCounts) {
  const std::string deny =
      "config firewall local-in-policy\nedit 1\nset intf any\nset srcaddr all\nset dstaddr all\nset service SSH\nset schedule "
      "always\nnext\nend\n";
  EXPECT_FALSE(takes(load_forti(kPort + deny), flow("192.0.2.1", "10.0.1.1", 22)));
  EXPECT_TRUE(takes(load_forti(kPort + deny), flow("192.0.2.1", "10.0.1.1", 443)));
}

TEST(FortiosManagement, ALocalInDenyForSomeInterfacesIsLeftOut) {
  const auto fw = load_forti(kPort +
                             "config firewall local-in-policy\nedit 1\nset intf a\nset srcaddr all\nset dstaddr all\nset service SSH\nset "
                             "schedule always\nnext\nend\n");
  EXPECT_TRUE(takes(fw, flow("192.0.2.1", "10.0.1.1", 22)));
  EXPECT_EQ(fw.assumed(), Texts{"may-close 12 unsupported"});
}

TEST(FortiosManagement, AServiceThatIsNotKnownMayOpen) {
  EXPECT_EQ(load_between("config system interface\nedit c\nset allowaccess teleport\nnext\nend\n").assumed(),
            Texts{"may-open 11 unsupported"});
}

}  // namespace
}  // namespace sekimori
