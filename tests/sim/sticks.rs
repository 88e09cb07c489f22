//! A story of a stick that was forgotten in a drawer.

use songnuan_app::host::Host as _;
use songnuan_app::op::Op;
use songnuan_hub::DeviceChange;
use songnuan_model::records::{Person, Visit};

use crate::chance::Chance;
use crate::plan::{Draw, Faults};
use crate::stick;
use crate::world::World;

async fn people(world: &World, n: usize) -> usize {
    let store = world.laptops[n].store().await;
    store.all::<Person>().await.unwrap().len()
}

/// What a visitor was given over the network stays, though the list on the stick is of before.
#[test]
fn an_older_list_on_a_stick_neither_gives_nor_takes() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let draw = Draw {
            laptops: 2,
            visitors: 1,
            actions: Vec::new(),
            faults: Faults::default(),
        };
        let mut world = World::new(&draw, None).await;
        world.begin().await;
        let (office, visitor) = (0, 1);
        let sync = async |world: &mut World, n| {
            let none = Faults::default();
            world.sync(n, none, &mut Chance::new(0)).await;
        };
        let laptop = &mut world.laptops[office];
        let person = Person {
            id: laptop.host.new_id(),
            name: "某人".to_owned(),
            ..Person::default()
        };
        let visit = Visit {
            id: laptop.host.new_id(),
            person_id: Some(person.id.clone()),
            visitors: vec![laptop.user.clone()],
            ..Visit::default()
        };
        let journal = &mut world.journal;
        laptop.put(Op::EditFile, &person, journal).await;
        laptop.put(Op::RecordVisit, &visit, journal).await;
        let users = vec![laptop.user.clone(), world.laptops[visitor].user.clone()];
        sync(&mut world, office).await;
        sync(&mut world, visitor).await;
        let before = people(&world, visitor).await;
        let hub = world.hub.clone().unwrap();
        let laptop = &world.laptops[visitor];
        let forgotten = stick::answer(laptop, &hub).await.unwrap();
        let change = DeviceChange {
            users: Some(users),
            ..DeviceChange::default()
        };
        hub.change_scope(&laptop.device, change).await.unwrap();
        sync(&mut world, visitor).await;
        let given = people(&world, visitor).await;
        assert!(given > before);
        stick::read(&mut world.laptops[visitor], &forgotten).await;
        assert_eq!(people(&world, visitor).await, given);
    });
}
